"""What editors answered to the gate: kept with the story, written down with each edition."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from pasquino.quotations import records
from pasquino.quotations.models import Quotation
from pasquino.stories import desk_quotations, gate, gate_figures, gate_words
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
NOT_ASKED = "not asked: came after scheduling"  # a reason that no editor gave
logger = logging.getLogger(__name__)


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
    """Give a new edition what editors said of its quotations and figures while it was a draft.

    An answer to a doubt that is none any more (the copy has come meanwhile) is not written down.
    A doubt that came after a story was scheduled found nobody to ask: that is written down too.
    """
    if edition.quotations:
        _attest(story)
    passed = {row.key: row for row in PassedDoubt.objects.filter(story=story)}
    if not passed and edition.due_at is None:
        return
    shown = desk_quotations.of_entries(edition.quotations, edition.language, story)
    found = [*desk_quotations.doubts(shown), *gate_figures.doubts(story)]
    for doubt in found:
        if row := passed.get(doubt.key):
            _override(edition, doubt, row.said, row.reason, is_public=row.is_public, by=row.by,
                      at=row.at)  # fmt: skip
    if edition.due_at is None:
        return
    for doubt in gate.unanswered(found, {key: row.reason for key, row in passed.items()}):
        said = gate_words.sentence_of(doubt, shown)
        _override(edition, doubt, said, NOT_ASKED)
        logger.warning("%s was published as scheduled, in doubt: %s", story, said)


def _override(
    edition: Edition,
    doubt: Doubt,
    said: str,
    reason: str,
    **given: Any,  # of the record's other fields
) -> None:
    PublicationOverride.objects.create(
        edition=edition,
        block=doubt.block,
        place=doubt.place,
        problem=doubt.problem,
        said=said,
        reason=reason,
        **given,
    )


def not_asked(editions: Iterable[int]) -> set[tuple[int, str]]:
    """The edition and block of quotations about which nobody could be asked any more."""
    rows = PublicationOverride.objects.filter(edition__in=editions, reason=NOT_ASKED, by=None)
    return set(rows.values_list("edition", "block"))


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
    found = [*desk_quotations.doubts(shown), *gate_figures.doubts(story)]
    return [
        gate_words.sentence_of(doubt, shown) for doubt in gate.unanswered(found, answers(story))
    ]
