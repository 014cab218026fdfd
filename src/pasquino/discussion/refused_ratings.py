"""What of a form full of ratings was refused, in sentences, and the choices that stay in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pasquino.discussion.actions import (
    HIDES_A_DAY,
    HiddenEnough,
    NoSuchRating,
    NotRatable,
    OwnComment,
    Rated,
)
from pasquino.discussion.rating_controls import NOTHING


@dataclass(frozen=True)
class Refused:
    """Sentences for the reader, and their choices as they were sent, by number."""

    sentences: list[str] = field(default_factory=list)
    chosen: Mapping[int, str] = field(default_factory=dict)
    status: int = HTTPStatus.OK


NONE_REFUSED = Refused()


def refused(rated: Rated, wanted: Mapping[int, int | None]) -> Refused:
    """What to tell after some of the `wanted` ratings were refused; the others are recorded."""
    sentences = [
        words.format(numbers=", ".join(f"#{number}" for number in numbers))
        for kind, words in _words().items()
        if (numbers := [n for n, why in rated.refused.items() if isinstance(why, kind)])
    ]
    if rated.recorded:
        count = len(rated.recorded)
        words = ngettext(
            "{count} other rating was recorded.", "{count} other ratings were recorded.", count
        )
        sentences.append(words.format(count=count))
    kept = {number: wanted[number] for number in rated.refused}
    return Refused(sentences, _as_chosen(kept), HTTPStatus.UNPROCESSABLE_ENTITY)


def all_refused(
    sentence: str,
    wanted: Mapping[int, int | None],
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> Refused:
    """What to tell when nothing was recorded."""
    return Refused([sentence], _as_chosen(wanted), status)


def _as_chosen(wanted: Mapping[int, int | None]) -> dict[int, str]:
    return {number: NOTHING if value is None else str(value) for number, value in wanted.items()}


def _words() -> dict[type[Exception], str]:
    return {
        OwnComment: _("Nobody rates what they wrote themselves: {numbers}."),
        NotRatable: _(
            "{numbers} cannot be rated any more: removed or hidden meanwhile, or the discussion "
            "was closed."
        ),
        NoSuchRating: _("That is not a rating you may give here: {numbers}."),
        HiddenEnough: _(
            "You may hide %(count)s comments a day; so {numbers} was not hidden. "
            "You can rate it otherwise, or come back tomorrow."
        )
        % {"count": HIDES_A_DAY},
    }
