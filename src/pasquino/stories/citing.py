"""Writes down what a published story cites: quotations, figures, outlooks, all their sources."""

from __future__ import annotations

from typing import Any

from pasquino.quotations import records
from pasquino.quotations.models import Quotation
from pasquino.sources import links, parties, web_addresses, works
from pasquino.sources.models import Party, Work
from pasquino.stories import figure_places
from pasquino.stories.gate import text_of
from pasquino.stories.models import (
    Edition,
    PublishedStory,
    Story,
    StoryAssessment,
    StoryFigure,
    StoryOutlook,
    StoryQuotation,
    StorySource,
)
from pasquino.stories.spellings import note_spellings


def cite(story: Story, edition: Edition) -> None:
    """Have the story point at the quotations, figures, outlooks and sources of its newest edition.

    A quotation whose words, work and speaker did not change stays the same row, with its checks
    and whoever vouched for it, also in another block; the others are written down anew and
    checked.
    """
    rows = _rows(story)
    in_block = {row.block: row.quotation for row in rows}
    with_words = {row.quotation.text: row.quotation for row in rows}
    found = [
        _quotation(entry, edition, in_block.get(entry["id"]) or with_words.get(text_of(entry)))
        for entry in edition.quotations
    ]
    printed = {quotation.pk for quotation in found}
    story.story_quotations.all().delete()
    records.let_go(row.quotation_id for row in rows if row.quotation_id not in printed)
    StoryQuotation.objects.bulk_create(
        StoryQuotation(story=story, block=entry["id"], place=place, quotation=quotation)
        for place, (entry, quotation) in enumerate(
            zip(edition.quotations, found, strict=True), start=1
        )
    )
    cite_outlooks(story, edition)
    cite_figures(story, edition)
    note_spellings(edition)


def cite_figures(story: Story, edition: Edition) -> None:
    """Have the story point at the figures that stand in its newest edition, and list its sources.

    Which words of its text are figures is taken from the story as it is published now.
    """
    places = figure_places.placed(edition, story.marked_figures.all())
    story.story_figures.all().delete()
    StoryFigure.objects.bulk_create(
        StoryFigure(
            story=story, figure_id=one.figure, role=one.role, block=one.block, words=one.words,
            occurrence=one.occurrence, place=one.place,
        )
        for one in places
    )  # fmt: skip
    PublishedStory.objects.filter(pk=story.pk).update(has_figures=bool(places))
    _name_sources(story, edition)


def cite_outlooks(story: Story, edition: Edition) -> None:
    """Have the story point at the outlooks it shows and the claims it comes back to."""
    shown = [inset for inset in edition.insets if inset["kind"] == "outlook"]
    claims = [inset for inset in edition.insets if inset["kind"] == "claim"]
    story.story_outlooks.all().delete()
    story.story_assessments.all().delete()
    StoryOutlook.objects.bulk_create(
        StoryOutlook(story=story, outlook_id=inset["outlook"], block=inset["id"])
        for inset in shown
    )
    StoryAssessment.objects.bulk_create(
        StoryAssessment(
            story=story, claim_id=inset["claim"], assessment_id=inset["assessment"],
            block=inset["id"],
        )
        for inset in claims
    )  # fmt: skip


def _rows(story: Story) -> list[StoryQuotation]:
    rows = story.story_quotations.select_related("quotation__work", "quotation__speaker")
    return list(rows)


def _quotation(entry: dict[str, Any], edition: Edition, known: Quotation | None) -> Quotation:
    text, kind = text_of(entry), entry.get("kind") or Quotation.Kind.QUOTATION
    work = work_of(entry)
    speaker = _speaker(entry["speaker"])
    if known and _is_still(known, text, kind, work, speaker):
        return known
    made = records.record(
        text=text,
        kind=kind,
        work=work,
        speaker=speaker,
        speaker_words=_line(entry["speaker"]),
        via=entry.get("via", ""),
        language=edition.language,
    )
    records.check_again(made)
    return made


def _speaker(line: str) -> Party | None:
    """The first of those who are named as saying it; each of them becomes known by name.

    What was printed stays in `speaker_words`. A line too long for a name names nobody.
    """
    try:
        named = parties.parties_for(parties.names_in(line))
    except parties.NameTooLong:
        return None
    return named[0] if named else None


def _line(words: str) -> str:
    """What stood for the speaker, where it is short enough to be one; the edition keeps all."""
    return words if len(words) <= parties.LONGEST_NAME else ""


def _is_still(
    known: Quotation, text: str, kind: str, work: Work | None, speaker: Party | None
) -> bool:
    return (known.text, known.kind, known.work, known.speaker) == (text, kind, work, speaker)


def work_of(entry: dict[str, Any]) -> Work | None:
    """The work that a quotation of an edition is from: by number, by address, or by title.

    None where these are no address, title or name, as an import may bring them; the page prints
    them all the same.
    """
    if entry.get("source"):
        return Work.objects.filter(pk=entry["source"]).first()
    link = entry["link"]
    if not link and not entry["work"].strip():
        return None
    try:
        return works.work_for(url=link, title=entry["work"], publisher=entry["publisher"])
    except (web_addresses.NoWebAddress, works.TitleTooLong, parties.NameTooLong):
        return None


def _name_sources(story: Story, edition: Edition) -> None:
    """Number the sources in the order in which the story comes to them; watch the new ones."""
    found = _sources_in_order(story, edition)
    known = set(story.story_sources.values_list("work", flat=True))
    links.watch(work for work in found if work.pk not in known)
    story.story_sources.all().delete()
    StorySource.objects.bulk_create(
        StorySource(story=story, work=work, place=place, role=role)
        for place, (work, role) in enumerate(found.items(), start=1)
    )


def _sources_in_order(story: Story, edition: Edition) -> dict[Work, str]:
    """Each work with what it is first named for."""
    quoted, figure = StorySource.Role.QUOTED, StorySource.Role.FIGURE
    order = {block["id"]: at for at, block in enumerate(edition.blocks)}
    rows = [
        *((order[row.block], row.quotation.work, quoted) for row in _rows(story)),
        *((order[row.block], row.figure.work, figure) for row in _figures(story)),
    ]
    found: dict[Work, str] = {}
    for _at, work, role in sorted(rows, key=lambda row: row[0]):
        if work:
            found.setdefault(work, role)
    return found


def _figures(story: Story) -> list[StoryFigure]:
    return list(story.story_figures.select_related("figure__work").order_by("place"))
