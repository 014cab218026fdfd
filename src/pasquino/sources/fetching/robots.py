"""What a site's robots.txt allows us, by RFC 9309."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

LARGEST = 500 * 1024  # bytes that are read; the RFC asks for at least these
AGENT = "pasquino"

_LINE = re.compile(r"^\s*([A-Za-z-]+)\s*:\s*(.*?)\s*$")
_MOST_STARS = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """Paths that begin with a pattern, and whether we may ask for them."""

    pattern: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for us; without any, everything is allowed."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0  # seconds between two visits that the site asks for

    def allow(self, path: str) -> bool:
        """Whether we may ask for this path (with its query): the longest pattern decides."""
        if path == "/robots.txt":
            return True
        path = _spelled(path)
        fitting = [rule for rule in self.rules if _fits(rule.pattern, path)]
        if not fitting:
            return True
        return max((len(rule.pattern), rule.allowed) for rule in fitting)[1]


ALL = Rules()
NOTHING = Rules((Rule("/", allowed=False),))


def rules(data: bytes, agent: str = AGENT) -> Rules:
    """The rules for this agent in a robots.txt: its own groups, else those for everybody."""
    own: list[tuple[str, str]] = []
    all_others: list[tuple[str, str]] = []
    is_named = False
    for names, lines in _groups(data[:LARGEST].decode("utf-8-sig", "replace")):
        if agent in names:
            is_named = True
            own += lines
        if "*" in names:
            all_others += lines
    lines = own if is_named else all_others
    found = tuple(
        Rule(_spelled(value), allowed=key == "allow")
        for key, value in lines
        if key in ("allow", "disallow") and value
    )
    delays = [value for key, value in lines if key == "crawl-delay"]
    return Rules(found, max(map(_seconds, delays), default=0.0))


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """Groups of agents' names in lower case with the lines for them."""
    names: set[str] = set()
    lines: list[tuple[str, str]] = []
    for line in text.splitlines():
        found = _LINE.match(line.partition("#")[0])
        if not found:
            continue
        key, value = found[1].lower(), found[2]
        if key == "user-agent":
            if lines:
                yield names, lines
                names, lines = set(), []
            names.add(re.split(r"[/\s]", value.lower())[0])
        elif names and key in ("allow", "disallow", "crawl-delay"):
            lines.append((key, value))
    if names:
        yield names, lines


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins with a pattern; `*` is anything, a final `$` the end.

    By searching piece after piece, which takes no longer than both are long: as a regular
    expression a hostile pattern could take forever.
    """
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*", _MOST_STARS)
    if not path.startswith(first):
        return False
    at = len(first)
    if not others:
        return not ends or at == len(path)
    *middle, last = others
    for piece in middle:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    if ends:
        return len(path) - len(last) >= at and path.endswith(last)
    return path.find(last, at) >= 0


def _spelled(path: str) -> str:
    """One spelling for paths that mean the same: `/~a`, `/%7Ea` and `/%7ea`."""
    return "%2F".join(
        quote(unquote(part), safe="/%:@!$&'()*+,;=~-._?") for part in re.split("%2[fF]", path)
    )


def _seconds(value: str) -> float:
    try:
        return max(0.0, min(float(value), 86_400.0))
    except ValueError:
        return 0.0
