"""The limits on what readers do, and how an operator writes others. No database, no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_WRITTEN = re.compile(
    r"(?P<scope>[a-z_]+)=(?P<count>[1-9]\d{0,8})/(?P<time>[1-9]\d{0,4})(?P<unit>[smhd])"
)


class NoSuchLimit(ValueError):
    """The text is not how limits are written; it names the part that is wrong."""


@dataclass(frozen=True, slots=True)
class Limit:
    """`count` times in `seconds`; who goes on is locked out for `first_lock` seconds, then twice.

    Without a first lock the end of the window is waited for. No lock is longer than
    `longest_lock` seconds.
    """

    count: int
    seconds: int
    first_lock: int = 0
    longest_lock: int = 5 * 3600


QUARTER = 15 * 60
USUAL = {
    # posting (specs/discussion.md a9), by account, by network and by story
    "posts": Limit(10, 600, first_lock=120),
    "posts_network": Limit(40, 600, first_lock=120),
    "posts_story": Limit(200, 600),
    "ratings": Limit(600, 600),
    "previews": Limit(60, 600),  # and drafts kept by hand
    "captures": Limit(20, 3600),  # copies of sources, asked for by one reader
    "checks": Limit(60, 600),  # of quotations by the API; a large one counts as several
    "checks_of_sources": Limit(30, 3600),  # a copy is not to be read out by asking
    "searches_network": Limit(120, 600),  # best match first: newest first costs little
    # signing in, counted before a password is hashed (specs/reliability.md part 3, 5)
    "sign_ins": Limit(20, QUARTER),  # one account from one network
    "sign_ins_account": Limit(100, QUARTER),
    "sign_ins_network": Limit(100, QUARTER),
    "sign_ups_network": Limit(20, 3600),
    "mails": Limit(5, 3600),  # to one address, asked for by a form
    "mails_network": Limit(40, 3600),  # to whatever address was typed in
    "mails_account": Limit(10, 3600),  # the same, by somebody signed in
}
# For tests that post and rate as fast as the machine can; guessing passwords stays limited.
FAST = Limit(10**8, 60)
TEST = USUAL | dict.fromkeys(
    (
        "posts",
        "posts_network",
        "posts_story",
        "ratings",
        "previews",
        "captures",
        "checks",
        "checks_of_sources",
        "searches_network",
        "sign_ups_network",
        "mails_network",
    ),
    FAST,
)
PROFILES = {"usual": USUAL, "test": TEST}


def read(text: str) -> dict[str, Limit]:
    """The limits of a setting: a profile's name, then others: ``"usual posts=20/10m"``.

    Raises NoSuchLimit with the part that is not understood.
    """
    limits = dict(USUAL)
    for part in text.replace(",", " ").split():
        if part in PROFILES:
            limits |= PROFILES[part]
            continue
        found = _WRITTEN.fullmatch(part)
        if found is None or found["scope"] not in USUAL:
            raise NoSuchLimit(part)
        seconds = int(found["time"]) * _UNITS[found["unit"]]
        usual = USUAL[found["scope"]]
        limits[found["scope"]] = Limit(
            int(found["count"]), seconds, usual.first_lock, usual.longest_lock
        )
    return limits
