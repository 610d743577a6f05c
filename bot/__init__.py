"""A chat bot that answers from a hand-kept knowledge base, in English and Korean, and says where each fact stands."""
