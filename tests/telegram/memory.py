"""How the fake assistant keeps one word in the real context."""

from bot.dialogue.context import Context


def remembering(word: str) -> Context:
    return Context(word)


def remembered(context: Context) -> str:
    return context.word
