"""Measuring the assistant: questions with what must come of them, the score of each, and figures over all."""
