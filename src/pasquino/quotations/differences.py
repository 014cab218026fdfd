"""Where a quotation differs from its source, in sentences that can be read aloud. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

AROUND = 4  # words that are given before a difference, so that it is found
LONGEST = 24  # words of a differing passage that are given; of a longer one, both ends
_ENDS = 8


class Difference(NamedTuple):
    """One stretch that differs; `critical` where a meaning hangs on it."""

    op: str
    sentence: str
    critical: bool


def differences(diff: Iterable[object]) -> list[Difference]:
    """The differences of a verdict: its `diff`, or the one that a check keeps of it.

    Marked cuts and brackets are none. Words of the source stand in quotation marks.
    """
    found: list[Difference] = []
    before = ""
    for change in diff:
        op, quoted, source, critical = _read(change)
        sentence = _sentence(op, quoted, source, before)
        if sentence:
            found.append(Difference(op, sentence, critical))
        if quoted.strip():
            before = " ".join(quoted.split()[-AROUND:])
    return found


def _read(change: object) -> tuple[str, str, str, bool]:
    if isinstance(change, Mapping):
        op, quoted, source = (str(change.get(key, "")) for key in ("op", "quoted", "source"))
        return op, quoted, source, bool(change.get("critical"))
    op, quoted, source = (str(getattr(change, key)) for key in ("op", "quoted", "source"))
    return op, quoted, source, bool(getattr(change, "critical", False))


def _sentence(op: str, quoted: str, source: str, before: str) -> str:
    words = {"quoted": shortened(quoted), "source": shortened(source), "before": before}
    if op == "dropped" and before:
        return _("Missing after “{before}”: “{source}”.").format(**words)
    if op == "dropped":
        return _("Missing: “{source}”.").format(**words)
    if op == "added":
        return _("Not in the source: “{quoted}”.").format(**words)
    if op == "changed":
        return _("The source says “{source}”, here it is “{quoted}”.").format(**words)
    if op == "moved":
        return _("In another place in the source: “{quoted}”.").format(**words)
    return ""


def shortened(words: str) -> str:
    """A passage on one line; of a long one its beginning and end."""
    listed = words.split()
    if len(listed) <= LONGEST:
        return " ".join(listed)
    return f"{' '.join(listed[:_ENDS])} … {' '.join(listed[-_ENDS:])}"
