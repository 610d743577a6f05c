"""Days of the year as people write them: October 29, 29 Oct, 2018-10-29, 10/29, 10월 29일."""

import calendar
import re
from typing import Final

MonthDay = tuple[int, int]

_MONTHS: Final = {name.casefold(): i for names in (calendar.month_name, calendar.month_abbr) for i, name in enumerate(names) if name}
_MONTH: Final = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_ORDINAL: Final = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_DIGIT: Final = re.compile(r"\d")
_WRITTEN: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_MONTH}\s+(?:the\s+)?{_ORDINAL}(?!\d|:\d)",
        rf"(?<![\d.])\b{_ORDINAL}\s+(?:of\s+)?{_MONTH}\b",
        r"(?<!\d)(?P<month>1[0-2]|0?[1-9])\s*월\s*(?P<day>[0-3]?\d)\s*일",
        r"(?<!\d)(?:19|20)\d\d\s?[-./]\s?(?P<month>1[0-2]|0?[1-9])\s?[-./]\s?(?P<day>[0-3]?\d)(?!\d)",
        r"(?<![\d./-])(?P<month>1[0-2]|0?[1-9])/(?P<day>[0-3]?\d)(?![\d/])",
    )
)


def days(text: str) -> tuple[MonthDay, ...]:
    """Return the days that a normalised text names, as (month, day), in no particular order; a day that no month has is none."""
    if not _DIGIT.search(text):
        return ()
    found = ((match["month"], int(match["day"])) for pattern in _WRITTEN for match in pattern.finditer(text))
    named = ((_MONTHS.get(month) or int(month), day) for month, day in found)
    return tuple(dict.fromkeys((month, day) for month, day in named if 0 < day <= calendar.monthrange(2000, month)[1]))


_PERIODS: Final = (
    re.compile(rf"\b{_MONTH},?\s+(?P<year>20\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>20\d\d)\s?[-./년]\s*(?P<month>1[0-2]|0?[1-9])(?:월|(?![\d-]))"),
    re.compile(r"(?<![\d-])(?P<year>20\d\d)(?![\d])(?P<month>)"),
)


def period(text: str) -> str:
    """Return the first month that a normalised text names with its year (2017-10), or else the first year (2017); empty where none."""
    if "20" not in text:
        return ""
    for pattern in _PERIODS:
        if found := pattern.search(text):
            month = found["month"]
            return f"{found['year']}-{_MONTHS.get(month) or int(month):02}" if month else found["year"]
    return ""


_YEAR: Final = re.compile(r"(?<![\d.,-])20\d\d(?![\d.,]\d|-\d\d?(?!-)|\d)")


def years(text: str) -> list[str]:
    """Return the years that a text names, in its order; the number of a notice (2016-1) is none."""
    return _YEAR.findall(text)


_MONTH_ALONE: Final = re.compile(rf"\b(?:in|of) {_MONTH}\b|(?<!\d)(?:1[0-2]|[1-9])월")


_WITH_YEAR: Final = re.compile(rf"\b{_MONTH},?\s+20\d\d(?!\d)|(?<!\d)20\d\d\s?[-./]\s?(?P<number>1[0-2]|0?[1-9])(?![\d-])")
_NAMED_MONTH: Final = re.compile(rf"\b(?:in|of) {_MONTH}\b|(?<!\d)(?P<number>1[0-2]|[1-9])월")


def months(text: str) -> dict[str, int]:
    """Return the months that a normalised text names without a day, as they are written."""
    if days(text):
        return {}
    found = [match for pattern in (_WITH_YEAR, _NAMED_MONTH) for match in pattern.finditer(text)]
    return {match["month"] or match[0]: _MONTHS.get(match["month"]) or int(match["number"]) for match in found}


def names_a_time(text: str) -> bool:
    """Tell whether a normalised text names a day, a month or a year."""
    return bool(days(text) or period(text) or _MONTH_ALONE.search(text))
