"""What is done at the desk with a number in a draft: it becomes a figure, or is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from pasquino.accounts.models import User
from pasquino.figures import actions
from pasquino.figures.models import Figure
from pasquino.stories import desk_numbers, figure_ties
from pasquino.stories.desk_quotations_deeds import Locked, WordsChanged
from pasquino.stories.figure_ties import Place
from pasquino.stories.models import DismissedNumber, Story


@transaction.atomic
def enter(story: Story, place: Place, fields: Mapping[str, Any], *, by: User | None) -> Figure:
    """Write a figure down with the words at this place of the draft, and have them be it.

    `fields` are those of `figures.actions.record_figure`, whose refusals it raises; also
    WordsChanged and Locked.
    """
    draft = _draft(story, by)
    _look_at(draft, place)
    figure = actions.record_figure(words=place[1], by=by, **fields)
    _save(draft, figure, place, by)
    return figure


@transaction.atomic
def use(story: Story, place: Place, figure: Figure, *, by: User | None) -> None:
    """Have the words at this place of the draft be a figure on record.

    Raises WordsChanged, Locked.
    """
    draft = _draft(story, by)
    _look_at(draft, place)
    _save(draft, figure, place, by)


@transaction.atomic
def let_go(story: Story, place: Place, *, by: User | None) -> None:
    """Have the words be no figure of the draft any more; the figure stays on record.

    Raises Locked.
    """
    draft = _draft(story, by)
    figure_ties.unmark(draft, place)
    draft.save_revision(user=by, log_action=True, clean=False)


@transaction.atomic
def dismiss(story: Story, place: Place, *, by: User | None) -> None:
    """Have a number not be proposed any more in this story. Raises WordsChanged."""
    number = _look_at(story.get_latest_revision_as_object(), place)
    DismissedNumber.objects.get_or_create(story=story, key=number.key, defaults={"by": by})


def _draft(story: Story, by: User | None) -> Story:
    draft: Story = story.get_latest_revision_as_object()
    lock = draft.get_lock()
    if lock and lock.for_user(by):
        raise Locked
    return draft


def _look_at(draft: Story, place: Place) -> desk_numbers.Number:
    number = desk_numbers.at(draft, place)
    if number is None:
        raise WordsChanged
    return number


def _save(draft: Story, figure: Figure, place: Place, by: User | None) -> None:
    figure_ties.mark(draft, figure, place)
    draft.save_revision(user=by, log_action=True, clean=False)
