"""The two lines above a comment, and what Scoop's zone abbreviations mean.

Scoop prints a subject, "(3.50 / 2) (#7)", and below it "by NAME on Wed Mar 08, 2017 at 11:59:08 PM
EST", in the zone of whoever looked at the page (specs/discussion.md, a1). An abbreviation stands
here only when it has meant one offset in the United States and Europe ever since there was Scoop
(1999): IST (Ireland, Israel, India) and MSK (three and four hours) are left out, and an operator
names a zone for them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from zoneinfo import ZoneInfo

LONGEST_SHOWN = 120  # characters of a line that a refusal repeats

ZONES: Mapping[str, timedelta] = MappingProxyType(
    {
        name: timedelta(hours=hours)
        for hours, names in {
            -11: "SST",
            -10: "HST HAST",
            -9: "AKST HDT HADT",
            -8: "PST AKDT",
            -7: "MST PDT",
            -6: "CST MDT",
            -5: "EST CDT",
            -4: "AST EDT",
            -3: "ADT",
            0: "UTC GMT UT Z WET",
            1: "CET MET MEZ BST WEST",
            2: "CEST MEST MESZ EET",
            3: "EEST TRT",
            10: "CHST",
        }.items()
        for name in names.split()
    }
)
"""What a zone's abbreviation, in capitals, adds to UTC."""

_OFFSET = re.compile(
    r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>[01]?[0-9])(?::?(?P<minutes>[0-5][0-9]))?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TITLE = re.compile(
    r"(?:(?P<subject>.*\S)\s+)?\((?P<mean>none|[0-9]{1,4}(?:\.[0-9]{1,4})?)"
    r"\s*/\s*(?P<ratings>[0-9]{1,9})\)\s+\(#(?P<number>[1-9][0-9]{0,8})\)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"by\s+(?P<author>\S.*?)(?:\s+\((?P<email>[^()]*)\))?\s+on\s+"
    rf"(?P<weekday>{'|'.join(_WEEKDAYS)})[a-z]*,?\s+"
    rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?\s+(?P<day>[0-9]{{1,2}}),?\s+"
    r"(?P<year>(?:19|20)[0-9]{2})\s+at\s+"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?:\s*(?P<half>AM|PM))?(?:\s+(?P<zone>[A-Z][A-Z0-9:+-]{0,9}|[+-][0-9:]{2,6}))?",
    re.IGNORECASE,
)


# What a header looks like whose numbers or words are none we read; bounded, for long lines.
_LIKE_TITLE = re.compile(r"\([^()/]{1,40}/[^()/]{1,40}\)\s{0,3}\(#[^()]{0,40}\)$", re.IGNORECASE)
_LIKE_BYLINE = re.compile(r"by\s\S.*\son\s[^0-9]{0,40}[0-9]", re.IGNORECASE)


class NotAScoopPage(ValueError):
    """The text is no page we can read, or contradicts itself; one sentence says why and where."""


@dataclass(frozen=True, slots=True)
class Header:
    """The two lines above a comment, as printed; `line` is the first one's, from 1.

    `mean` is None for "none"; `local` is naive; `zone` is the abbreviation in capitals, "" when
    none is printed; `weekday_agrees` says whether that date fell on the weekday printed.
    """

    subject: str
    mean: Decimal | None
    ratings: int
    number: int
    author: str
    email: str
    local: datetime
    zone: str
    weekday_agrees: bool
    line: int


def read_headers(lines: Sequence[str], notes: list[str]) -> list[Header]:
    """Find every comment's header in the lines of a page, in the order of the text.

    A header needs both its lines: what looks like the first alone is noted and stays text. The
    clock may have 24 hours. Raises NotAScoopPage for a day or an hour that does not exist, for a
    number that stands twice, and for two lines that look like a header and cannot be read: the
    comment would become part of the text above it.
    """
    headers: dict[int, Header] = {}
    for at, title in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        above, below = _TITLE.fullmatch(title), _BYLINE.fullmatch(following)
        if above is None:
            if _LIKE_TITLE.search(title) and _LIKE_BYLINE.match(following):
                raise _unreadable(at + 1, title)
            continue
        if below is None:
            if _LIKE_BYLINE.match(following):
                raise _unreadable(at + 2, following)
            notes.append(
                f"Line {at + 1} looks like a comment's first, but no author and date follow; "
                f"kept as text: {title}"
            )
            continue
        header = _header(above, below, at + 1)
        if header.number in headers:
            raise NotAScoopPage(
                f"Line {at + 1}: comment #{header.number} stands already in line "
                f"{headers[header.number].line}."
            )
        headers[header.number] = header
    return list(headers.values())


def unread(lines: Sequence[str], places: Sequence[int]) -> list[str]:
    """Notes on the written lines at these places, between "Display: Sort:" and the first comment.

    Raises NotAScoopPage when one looks like a comment's header: its comment would be lost.
    """
    written = [at for at in places if lines[at]]
    for at in written:
        if _LIKE_TITLE.search(lines[at]) or _LIKE_BYLINE.match(lines[at]):
            raise _unreadable(at + 1, lines[at])
    return [f"could not be read: line {at + 1}: {lines[at]}" for at in written]


def rating_sum(mean: Decimal | None, ratings: int) -> tuple[int | None, str]:
    """The whole number that a printed mean times its ratings comes to, and what is doubtful.

    The doubt is a clause, or "" when there is none; the sum is None when it cannot be known.
    """
    if mean is None:
        return (None, f"shows no mean for its {ratings} ratings") if ratings else (0, "")
    if not ratings:
        return 0, f"shows the mean {mean} without a rating"
    exact = mean * ratings
    whole = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    step = Decimal((0, (1,), int(mean.as_tuple().exponent)))  # the last place printed: 0.01
    if abs(exact - whole) > ratings * step / 2:
        return whole, f"has the mean {mean} of {ratings} ratings, which no whole numbers give"
    if ratings * step >= 1:
        return whole, f"has so many ratings ({ratings}) that the mean {mean} fits several sums"
    return whole, ""


def zone_of(abbreviation: str) -> timezone | None:
    """The offset an abbreviation stands for ("EST", "+0100", "GMT+2"); None when unknown."""
    abbreviation = abbreviation.upper()
    if abbreviation in ZONES:
        return timezone(ZONES[abbreviation], abbreviation)
    found = _OFFSET.fullmatch(abbreviation)
    if found is None:
        return None
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return timezone(-offset if found["sign"] == "-" else offset, abbreviation)


class Clock:
    """Gives printed times their zone, and notes every doubt once."""

    def __init__(self, fallback: ZoneInfo | None) -> None:
        """Use `fallback` where an abbreviation is unknown or missing."""
        self._fallback = fallback
        self._unknown: set[str] = set()
        self.notes: list[str] = []

    def aware(self, header: Header) -> datetime | None:
        """The moment a header names; None when its zone is unknown and there is no fallback."""
        if not header.weekday_agrees:
            self.notes.append(
                f"Line {header.line + 1}: {header.local:%Y-%m-%d} was another day of the week."
            )
        if zone := zone_of(header.zone):
            return header.local.replace(tzinfo=zone)
        self._note_unknown(header.zone, header.line + 1)
        if self._fallback is None:
            return None
        early, late = (header.local.replace(tzinfo=self._fallback, fold=fold) for fold in (0, 1))
        if early.utcoffset() != late.utcoffset():
            self.notes.append(
                f"Line {header.line + 1}: clocks changed in {self._fallback} at that time: the "
                "earlier reading was taken."
            )
        return early

    def _note_unknown(self, zone: str, line: int) -> None:
        if zone in self._unknown:
            return
        self._unknown.add(zone)
        named = f'"{zone}" is no time zone we know' if zone else "No time zone is printed"
        remedy = f"read as {self._fallback}" if self._fallback else "name the zone with --zone"
        self.notes.append(f"{named} (first in line {line}): {remedy}.")


def _unreadable(number: int, line: str) -> NotAScoopPage:
    shown = line[:LONGEST_SHOWN]
    return NotAScoopPage(
        f"Line {number} looks like a comment's header but cannot be read: {shown!r}."
    )


def _header(above: re.Match[str], below: re.Match[str], line: int) -> Header:
    try:
        local = _local(below)
    except ValueError as impossible:
        raise NotAScoopPage(f"Line {line + 1} has an impossible date: {impossible}.") from None
    return Header(
        subject=above["subject"] or "",
        mean=None if above["mean"].lower() == "none" else Decimal(above["mean"]),
        ratings=int(above["ratings"]),
        number=int(above["number"]),
        author=below["author"],
        email=below["email"] or "",
        local=local,
        zone=(below["zone"] or "").upper(),
        weekday_agrees=_WEEKDAYS[local.weekday()] == below["weekday"].lower(),
        line=line,
    )


def _local(found: re.Match[str]) -> datetime:
    hour, half = int(found["hour"]), (found["half"] or "").upper()
    if half and hour not in range(1, 13):
        raise ValueError(f"there is no {hour} o'clock {half}")
    return datetime(  # noqa: DTZ001 -- the zone comes later, from the abbreviation
        int(found["year"]),
        _MONTHS.index(found["month"].lower()) + 1,
        int(found["day"]),
        hour % 12 + (12 if half == "PM" else 0) if half else hour,
        int(found["minute"]),
        int(found["second"] or 0),
    )
