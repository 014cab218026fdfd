"""The controls by which a reader rates, one comment's each; all belong to one form on the page.

Nothing nests: selects and buttons name the form with `form=`, which stands at the end of the
discussion. A select's name says what the reader had chosen when the page was made, so that only
what is changed on this page is recorded, whatever another page recorded meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pasquino.discussion import rating
from pasquino.discussion.phrases import phrases
from pasquino.discussion.rating import HIDE, RECOMMENDED, RatingProfile
from pasquino.discussion.visitors import Visitor

FORM = "rate"
ONLY, RECOMMEND, HIDDEN, UNDO = "only", "recommend", "hide", "undo"
NOTHING = "none"
_NUMBER = "\0"  # where a comment's number comes in
_CHOICE = re.compile(r"rating-(?P<number>[1-9]\d{0,8})-was-(?P<was>none|\d)")
_DIRECT = {RECOMMEND: RECOMMENDED, HIDDEN: HIDE, UNDO: None}


class NoSense(ValueError):
    """A form says what none of our controls says."""


class Controls:
    """Prints the controls of one reader on one page."""

    def __init__(self, visitor: Visitor, chosen: Mapping[int, str] | None = None) -> None:
        """`chosen` are choices, as sent, that were refused: they stand in the form again."""
        self.phrases = phrases()
        self.profile = visitor.policy.rating_profile
        self.values = rating.values(visitor.policy, is_trusted=visitor.is_trusted)
        self.chosen = chosen or {}
        self.made: dict[tuple[int | None, str | None], str] = {}

    def of(self, number: int, own: int | None) -> str:
        """The control of a comment that the reader has rated with `own`.

        A page has a hundred that differ in the number alone, so each kind is made once.
        """
        if not self.values:
            return ""
        kind = (own, self.chosen.get(number))
        if kind not in self.made:
            recommends = self.profile == RatingProfile.RECOMMEND
            self.made[kind] = self._buttons(own) if recommends else self._select(*kind)
        return self.made[kind].replace(_NUMBER, str(number))

    def _select(self, own: int | None, chosen: str | None) -> str:
        words, was = self.phrases, NOTHING if own is None else str(own)
        refused = " rate--refused" if chosen else ""
        return (
            f'<span class="rate{refused}"><select class="rate__value" form="{FORM}" '
            f'name="rating-{_NUMBER}-was-{was}" '
            f'aria-label="{words.your_rating.format(number=_NUMBER)}">'
            f"{self._options(chosen or was)}</select> "
            f"{_button(ONLY, words.rate, words.rate_number)}</span>"
        )

    def _options(self, selected: str) -> str:
        named = [(NOTHING, self.phrases.not_rated)]
        named += [(str(v), str(v)) for v in self.values if v != HIDE]
        named += [(str(v), self.phrases.hide) for v in self.values if v == HIDE]
        return "".join(
            f'<option value="{value}"{_selected(value, selected)}>{label}</option>'
            for value, label in named
        )

    def _buttons(self, own: int | None) -> str:
        words = self.phrases
        if own is not None:
            said = words.you_hide if own == HIDE else words.recommended
            return (
                f'<span class="rate">{said} {_button(UNDO, words.undo, words.undo_number)}</span>'
            )
        buttons = _button(RECOMMEND, words.recommend, words.recommend_number)
        if HIDE in self.values:
            buttons += " " + _button(HIDDEN, words.hide_this, words.hide_number)
        return f'<span class="rate">{buttons}</span>'


def _button(name: str, label: str, full: str) -> str:
    return (
        f'<button class="rate__send" form="{FORM}" name="{name}" value="{_NUMBER}" '
        f'aria-label="{full.format(number=_NUMBER)}">{label}</button>'
    )


def _selected(value: str, selected: str) -> str:
    return " selected" if value == selected else ""


def read(sent: Mapping[str, str]) -> tuple[dict[int, int | None], int]:
    """What a form asks for: values by number, None for no rating, and the one it was sent from.

    That is 0 where all on a page were sent. Raises NoSense.
    """
    for name, value in _DIRECT.items():
        if name in sent:
            number = _number(sent[name])
            return {number: value}, number
    only = _number(sent[ONLY]) if ONLY in sent else 0
    wanted = {}
    for name in sent:
        choice = _CHOICE.fullmatch(name)
        if choice and sent[name] != choice["was"] and only in (0, int(choice["number"])):
            wanted[int(choice["number"])] = _value(sent[name])
    return wanted, only


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):  # noqa: PLR2004 - as in addresses
        raise NoSense(text)
    return int(text)


def _value(text: str) -> int | None:
    return None if text == NOTHING else _number(text)
