"""Taking over an edited knowledge base without a restart: checked first, swapped whole."""

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.channels.telegram.profile import introduce
from bot.errors import KnowledgeError

if TYPE_CHECKING:
    from bot.channels.telegram.room import Room

_log = logging.getLogger(__name__)


async def reload(room: "Room") -> None:
    """Load the base again, beside the serving one, and put it in its place; a broken one is logged and changes nothing."""
    directory = room.options.knowledge
    if directory is None:
        _log.warning("asked to reload, but no knowledge folder was named at the start")
        return
    try:
        # In a thread: people go on asking the old base while the new one is checked.
        assistant = await asyncio.to_thread(room.assistant.reloaded, directory)
    except KnowledgeError as broken:
        _log.error("the edited base has mistakes; the former one goes on serving")
        for problem in broken.problems:
            _log.error("%s", problem)
        return
    room.assistant = assistant
    _log.info("now serving base %s", assistant.base.revision)
    await introduce(room)
