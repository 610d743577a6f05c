"""`python -m bot` is `seminar-bot`."""

from bot.cli import main

main()
