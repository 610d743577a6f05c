"""A real conversation with the shipped base, through the server stand-in."""

from bot.assistant import Assistant
from tests.telegram.conversation import LINES, held


async def test_the_shown_conversation_holds(assistant: Assistant) -> None:
    told, server = await held(assistant, LINES)
    answers = dict(told)
    assert not server.refused
    assert "Chungnam" in answers["Who operates the secondary battery project?"]
    assert "You asked: “Who operates the secondary battery project?”" in answers["> Why this answer?"]
    assert answers["> « Back to the answer"] == answers["Who operates the secondary battery project?"]
    assert "Chungbuk" in answers["and who takes part?"]
    assert "Chungnam" in answers["Does Chungbuk operate it?"]
    assert "스마트지식서비스" in answers["대구의 주력산업은?"]
    assert "Source: " not in answers["what's the weather tomorrow?"]
