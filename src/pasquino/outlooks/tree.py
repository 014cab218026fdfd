"""Draws an outlook as a tree in SVG: condition, groups, and what they may do. No database.

It shows at a glance what the nested list says in full; at most 4 KB (specs/sources.md 9.7), so
labels are cut and the last leaves of a large group are counted instead of drawn.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_BYTES = 4096
ROW, LETTER, BOLD = 20, 6.9, 8.0  # units: a row's height, letters' widths at a size of 13
COLUMN, LEAVES = 166, 408  # units: the width of a column of groups, and of that of leaves
LINES = 6  # of a label, and no more than its group has rows


class Fit(NamedTuple):
    """How much is drawn: letters of a label, leaves of a group, groups in one, groups deep."""

    letters: int
    leaves: int = 99
    groups: int = 99
    depth: int = 9


# The first that is small enough is drawn; the last is, whatever an outlook holds.
FITS = (
    Fit(60), Fit(48), Fit(38), Fit(30), Fit(30, 5), Fit(24, 3, 40, 4), Fit(20, 1, 20, 2),
    Fit(12, 0, 10, 1), Fit(6, 0, 4, 1),
)  # fmt: skip


@dataclass(frozen=True)
class Leaf:
    """What a group may do, or a claim of it with its state in a word."""

    label: str
    state: str = ""


@dataclass(frozen=True)
class Twig:
    """A group with its leaves, and the groups within it."""

    label: str
    leaves: Sequence[Leaf] = ()
    twigs: Sequence[Twig] = ()


@dataclass(frozen=True)
class Words:
    """What the drawing is called and says of itself, in the reader's language."""

    title: str
    about: str
    is_leftwards: bool = False


def tree(condition: str, twigs: Sequence[Twig], words: Words) -> SafeString:
    """The tree as an `<svg>`; empty without groups."""
    if not twigs:
        return mark_safe("")
    for fit in FITS:
        drawn = _drawn(Twig(condition, (), _fewer(twigs, fit, fit.depth)), words, fit.letters)
        if len(drawn.encode()) <= MOST_BYTES:
            break
    return mark_safe(drawn)  # noqa: S308 - each word in it was escaped


@dataclass
class _Drawing:
    """Where lines and words go; `at` is the next free row."""

    words: Words
    letters: int
    width: int
    leaves_at: int
    at: int = 0
    lines: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def x(self, place: float) -> int:
        """From the side on which reading begins."""
        return round(self.width - place if self.words.is_leftwards else place)


def _drawn(root: Twig, words: Words, letters: int) -> str:
    leaves_at = COLUMN * _depth(root)
    drawing = _Drawing(words, letters, leaves_at + LEAVES, leaves_at)
    _grow(drawing, root, 0)
    height = drawing.at * ROW
    return (
        f'<svg class="outlook-tree" role="img" viewBox="0 0 {drawing.width} {height}" '
        f'width="{drawing.width}" height="{height}"'
        + (' direction="rtl"' if words.is_leftwards else "")
        + f"><title>{escape(words.title)}</title><desc>{escape(words.about)}</desc>"
        f'<path d="{"".join(drawing.lines)}"/>{"".join(drawing.texts)}</svg>'
    )


def _grow(drawing: _Drawing, twig: Twig, depth: int) -> float:
    """Draw a group and what hangs on it; gives the height of its middle."""
    x, first = depth * COLUMN, drawing.at
    ends: list[tuple[float, float]] = [(drawing.leaves_at, y) for y in _leaves(drawing, twig)]
    ends += [((depth + 1) * COLUMN, _grow(drawing, below, depth + 1)) for below in twig.twigs]
    if not ends:
        drawing.at += 1
        ends_at = (first + 0.5) * ROW
        _write(drawing, x, ends_at, twig.label, 1)
        return ends_at
    heights = [y for _, y in ends]
    middle = (min(heights) + max(heights)) / 2
    spine = x + COLUMN - 16
    drawing.lines.append(f"M{drawing.x(spine)} {min(heights):g}V{max(heights):g}")
    drawing.lines.append(f"M{drawing.x(spine - 8)} {middle:g}H{drawing.x(spine)}")
    for end, y in ends:
        drawing.lines.append(f"M{drawing.x(spine)} {y:g}H{drawing.x(end - 6)}")
    _write(drawing, x, middle, twig.label, max(drawing.at - first, 1))
    return middle


def _leaves(drawing: _Drawing, twig: Twig) -> Iterator[float]:
    """Write the leaves, a row each; gives the height of each one's middle."""
    for leaf in twig.leaves:
        y = (drawing.at + 0.5) * ROW
        room = int((LEAVES - BOLD * len(leaf.state)) / LETTER) - 2
        label = _cut(leaf.label, min(drawing.letters, room))
        state = f'<tspan class="s">{escape(leaf.state)}</tspan> ' if leaf.state else ""
        kind = "" if leaf.state else ' class="o"'
        drawing.texts.append(
            f'<text{kind} x="{drawing.x(drawing.leaves_at)}" y="{y + 4:g}">{state}{escape(label)}'
            "</text>"
        )
        drawing.at += 1
        yield y


def _write(drawing: _Drawing, x: float, middle: float, label: str, rows: int) -> None:
    """A group's label in as many lines as there is room for, around a height."""
    lines = _lines(label, int((COLUMN - 26) / BOLD), min(rows, LINES) or 1)
    top = middle + 4 - (len(lines) - 1) * 8
    parts = [str(escape(lines[0]))]
    parts += [f' <tspan x="{drawing.x(x)}" dy="16">{escape(line)}</tspan>' for line in lines[1:]]
    drawing.texts.append(f'<text class="g" x="{drawing.x(x)}" y="{top:g}">{"".join(parts)}</text>')


def _depth(twig: Twig) -> int:
    return 1 + max((_depth(below) for below in twig.twigs), default=0)


def _fewer(twigs: Sequence[Twig], fit: Fit, depth: int) -> list[Twig]:
    """As many groups and leaves as there is room for; what is left out is counted."""
    if twigs and depth == 0:
        return [Twig(_more(len(twigs)))]
    found = [
        Twig(one.label, _some(one.leaves, fit.leaves), _fewer(one.twigs, fit, depth - 1))
        for one in twigs[: fit.groups]
    ]
    if len(twigs) > fit.groups:
        found.append(Twig(_more(len(twigs) - fit.groups)))
    return found


def _some(leaves: Sequence[Leaf], most: int) -> list[Leaf]:
    if len(leaves) <= most + 1:
        return list(leaves)
    return [*leaves[:most], Leaf(_more(len(leaves) - most))]


def _more(count: int) -> str:
    return ngettext("and {count} more", "and {count} more", count).format(count=count)


def _cut(text: str, letters: int) -> str:
    """The text, or its beginning with dots where it is wider than so many letters."""
    room = float(letters)
    for place, letter in enumerate(text):
        room -= _width(letter)
        if room < 0:
            return _("{beginning}…").format(beginning=text[:place].rstrip())
    return text


def _lines(text: str, letters: int, most: int) -> list[str]:
    """The text in lines of so many letters; the last is cut where there are more."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and sum(map(_width, longer)) > letters:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [_cut(line, letters) for line in lines]


def _width(letter: str) -> float:
    """In letters of usual width."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 2
    return 1.4 if letter.isupper() or letter in "mw@%—" else 1
