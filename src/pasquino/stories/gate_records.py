"""What editors answered to the gate: kept with the story, written down with each edition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pasquino.quotations import records
from pasquino.quotations.models import Quotation
from pasquino.stories import desk_quotations, gate, gate_words
from pasquino.stories.gate import Doubt
from pasquino.stories.models import (
    AttestedWords,
    Edition,
    PassedDoubt,
    PublicationOverride,
    Story,
    StoryQuotation,
)

if TYPE_CHECKING:
    from pasquino.accounts.models import User


LONGEST_NAME = 200


class NameTooLong(Exception):
    """The name of somebody who vouches has more than 200 characters."""


class NothingSaid(Exception):
    """Somebody vouched for words without saying who they are, or how they know."""


@transaction.atomic
def keep(story: Story, passed: Iterable[tuple[Doubt, str, str, bool]], *, by: User | None) -> None:
    """Keep an editor's answers: (doubt, sentence that was shown, reason, whether readers see it).

    The last answer to the same doubt counts.
    """
    for doubt, said, reason, is_public in passed:
        PassedDoubt.objects.update_or_create(
            story=story,
            key=doubt.key,
            defaults={
                "problem": doubt.problem,
                "said": said,
                "reason": reason,
                "is_public": is_public and bool(reason),
                "by": by,
                "at": timezone.now(),
            },
        )


def answers(story: Story) -> dict[str, str | None]:
    """The reasons given before, by the doubts' keys; an empty one is a tick."""
    if not story.pk:
        return {}
    return dict(PassedDoubt.objects.filter(story=story.pk).values_list("key", "reason"))


@transaction.atomic
def vouch(
    story: Story, text: str, *, how: str, note: str, name: str, by: User | None
) -> AttestedWords:
    """Have an editor vouch for exactly these words of a story; readers see it once published.

    Raises NothingSaid without note or name, and NameTooLong.
    """
    note, name = note.strip(), " ".join(name.split())
    if not note or not name:
        raise NothingSaid
    if len(name) > LONGEST_NAME:
        raise NameTooLong
    made: AttestedWords = AttestedWords.objects.update_or_create(
        story=story,
        text_hash=records.hash_of(text),
        defaults={"how": how, "note": note, "name": name, "by": by, "at": timezone.now()},
    )[0]
    return made


def write_down(story: Story, edition: Edition) -> None:
    """Give a new edition what editors said of its quotations while it was a draft.

    An answer to a doubt that is none any more (the copy has come meanwhile) is not written down.
    A doubt that arose after a story was scheduled stands there as one nobody was asked about.
    """
    if not edition.quotations:
        return
    _attest(story)
    passed = {row.key: row for row in PassedDoubt.objects.filter(story=story)}
    is_scheduled = edition.due_at is not None
    if not passed and not is_scheduled:
        return
    shown = desk_quotations.of_entries(edition.quotations, edition.language, story)
    for doubt in desk_quotations.doubts(shown):
        if row := passed.get(doubt.key):
            PublicationOverride.objects.create(
                edition=edition,
                block=doubt.block,
                place=doubt.place,
                problem=doubt.problem,
                said=row.said,
                reason=row.reason,
                is_public=row.is_public,
                by=row.by,
                at=row.at,
            )
        elif is_scheduled and doubt.stops:
            PublicationOverride.objects.create(
                edition=edition,
                block=doubt.block,
                place=doubt.place,
                problem=doubt.problem,
                said=gate_words.sentence(doubt, shown[doubt.place - 1].looked),
                reason=_("Nobody was asked: this was found after the story was scheduled."),
            )


def _attest(story: Story) -> None:
    """Have what was vouched for in the draft stand with the published quotations."""
    vouched = {row.text_hash: row for row in AttestedWords.objects.filter(story=story)}
    if not vouched:
        return
    cited = StoryQuotation.objects.filter(story=story, quotation__text_hash__in=vouched)
    for quotation in Quotation.objects.filter(pk__in=cited.values("quotation")):
        row = vouched[quotation.text_hash]
        known = quotation.attestations.filter(how=row.how, note=row.note, name=row.name)
        if not known.exists():
            records.attest(quotation, how=row.how, note=row.note, name=row.name, by=row.by)


def stopping(story: Story) -> list[str]:
    """Why a story cannot be published without somebody at its form: one sentence a doubt."""
    shown = desk_quotations.of_draft(story)
    left = gate.unanswered(desk_quotations.doubts(shown), answers(story))
    return [gate_words.sentence(doubt, shown[doubt.place - 1].looked) for doubt in left]
