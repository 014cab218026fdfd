"""What an answer means: a status and headers become a state and reasons."""

from __future__ import annotations

import re

from pasquino.sources.fetching.shapes import Headers, State, header

REDIRECTS = (301, 302, 303, 307, 308)

_STATES: dict[int, tuple[State, str]] = {
    401: ("blocked", "forbidden"),
    402: ("blocked", "payment"),
    403: ("blocked", "forbidden"),
    404: ("gone", "not_found"),
    410: ("gone", "removed"),
    429: ("unreachable", "too_many_requests"),
    451: ("blocked", "legal"),
}
# What our own rules or limits end; everything else on the way is worth another try.
_FAILURES: dict[str, State] = {"too_large": "unreadable", "packed": "unreadable"}
_OPT_OUTS = frozenset(("noarchive", "none", "noai"))
_FOR_ONE = re.compile(r"\s*([\w-]+)\s*:\s*(.*)")


def judged(status: int, headers: Headers) -> tuple[State, tuple[str, ...]]:
    """The state that an answer leaves a page in, and the reasons."""
    if header(headers, "cf-mitigated").lower() == "challenge":
        return "blocked", ("challenge",)
    if status in _STATES:
        state, reason = _STATES[status]
        return state, (reason,)
    if status >= 500:  # noqa: PLR2004 - HTTP
        return "unreachable", ("server_error",)
    if not 200 <= status < 300:  # noqa: PLR2004 - HTTP
        return "unreachable", ("refused",)
    return ("blocked", ("opt_out",)) if opts_out(headers) else ("complete", ())


def failed(reason: str) -> State:
    """The state in which this failure on the way leaves a page."""
    return _FAILURES.get(reason, "unreachable")


def opts_out(headers: Headers) -> bool:
    """Whether an answer asks not to be archived or mined: X-Robots-Tag, TDM-Reservation.

    A tag may be for one robot (`otherbot: noarchive`); only those for all or for us count.
    """
    if header(headers, "tdm-reservation").strip() == "1":
        return True
    for name, value in headers:
        if name.lower() != "x-robots-tag":
            continue
        named = _FOR_ONE.fullmatch(value)
        if named and named[1].lower() not in ("unavailable_after", "pasquino"):
            continue
        wishes = named[2] if named else value
        if _OPT_OUTS.intersection(wish.strip().lower() for wish in wishes.split(",")):
            return True
    return False
