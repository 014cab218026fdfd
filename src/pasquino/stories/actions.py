"""The deeds of this room: editions are made, stories withdrawn, addresses kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify

from pasquino.magazine.models import Magazine
from pasquino.stories import citing, gate_records, markup, moments
from pasquino.stories.announcements import story_changed
from pasquino.stories.models import (
    ArchiveMonth,
    Byline,
    Edition,
    FormerAddress,
    PublishedByline,
    PublishedStory,
    PublishedTopic,
    Story,
)
from pasquino.stories.rendering import Rendered, picture_data, render

LONGEST_SLUG = 80


@transaction.atomic
def make_edition(story: Story, *, editor: Any = None) -> Edition:
    """Make the next edition of a story from its published text and put it at its address."""
    magazine = Magazine.objects.first() or Magazine()
    made_at = moments.made_at()
    with _spoken_as(story, magazine):
        edition = _edition(story, magazine, made_at)
        edition.editor = editor
        edition.due_at = moments.due_at()
        edition.save()
        public = _put_at_address(story, edition)
    _list_it(story, public)
    citing.cite(story, edition)
    gate_records.write_down(story, edition)
    story_changed.send(sender=PublishedStory, story=public)
    return edition


@transaction.atomic
def withdraw(story: Story) -> None:
    """Take a story back: its address says so, no list shows it, its editions are kept."""
    public = PublishedStory.objects.public().filter(story=story).first()
    if public is None:
        return
    public.withdrawn_at = timezone.now()
    public.save(update_fields=["withdrawn_at"])
    _close_month_if_empty(public.year, public.month)
    story_changed.send(sender=PublishedStory, story=public)


def _close_month_if_empty(year: int, month: int) -> None:
    """Take a month out of the archive; it is locked, so that nobody publishes into it now."""
    here = ArchiveMonth.objects.select_for_update().filter(year=year, month=month).first()
    if here and not PublishedStory.objects.public().filter(year=year, month=month).exists():
        here.delete()


@transaction.atomic
def leave_address(path: str, target: str) -> None:
    """Have an old path lead to a new one for good, also all that led to the old one."""
    if path == target:
        return
    FormerAddress.objects.filter(path=target).delete()
    FormerAddress.objects.filter(target=path).update(target=target)
    FormerAddress.objects.update_or_create(path=path, defaults={"target": target})


def take_address(path: str) -> None:
    """Have a path lead nowhere else, for something stands there now.

    Whoever comes by an old link meets the newcomer: a page is found before a former address
    (`former.py`), so the row would only come to light, wrongly, once the newcomer leaves.
    """
    FormerAddress.objects.filter(path=path).delete()


def forget_addresses(target: str) -> None:
    """Have nothing lead to a page that is no more: its old addresses are not found either."""
    FormerAddress.objects.filter(target=target).delete()


def draft_edition(story: Story) -> Edition:
    """An edition of a draft as it would be, not kept anywhere."""
    magazine = Magazine.objects.first() or Magazine()
    with _spoken_as(story, magazine):
        return _edition(story, magazine, timezone.now())


@contextmanager
def _spoken_as(story: Story, magazine: Magazine) -> Iterator[None]:
    """Labels in the story's language, dates in the magazine's zone, whoever publishes."""
    language = story.language or magazine.language
    with timezone.override(magazine.zone_info), translation.override(language):
        yield


def _edition(story: Story, magazine: Magazine, made_at: datetime) -> Edition:
    rendered = render(story.body)
    lead = picture_data(story.lead_picture, story.lead_alt, story.lead_credit, story.lead_caption)
    return Edition(
        story=story,
        number=_next_number(story),
        made_at=made_at,
        note=story.edition_note,
        headline=story.title,
        standfirst=story.standfirst,
        language=story.language or magazine.language,
        section=story.section.name if story.section_id else "",
        html=rendered.html,
        text=rendered.text,
        blocks=rendered.blocks,
        quotations=rendered.quotations,
        insets=rendered.insets,
        links=_links(rendered),
        bylines=[_byline(byline) for byline in _bylines(story)],
        topics=[{"name": topic.name, "slug": topic.slug} for topic in story.topics.all()],
        lead=lead,
        corrections=[_correction(note) for note in story.corrections.all()],
        neighbours={"before": story.before_title, "after": story.after_title},
    )


def _next_number(story: Story) -> int:
    if not story.pk:
        return 1
    last = story.editions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _bylines(story: Story) -> list[Byline]:
    return sorted(story.bylines.all(), key=lambda byline: byline.sort_order or 0)


def _byline(byline: Byline) -> dict[str, str]:
    return {"name": byline.writer.name, "slug": byline.writer.slug, "role": byline.role}


def _correction(note: Any) -> dict[str, Any]:
    return {
        "at": note.noted_at.isoformat(),
        "html": markup.clean(note.text),
        "credited": note.credited_comment,
    }


def _links(rendered: Rendered) -> list[str]:
    found = [address for part in rendered.parts for address in markup.links(part.html)]
    found += [quotation["link"] for quotation in rendered.quotations if quotation["link"]]
    return list(dict.fromkeys(found))


def _put_at_address(story: Story, edition: Edition) -> PublishedStory:
    """The public row of the story, with its newest edition; old addresses lead to the new one."""
    public = PublishedStory.objects.filter(story=story).first()
    if public is None:
        public = PublishedStory(story=story, published_at=_first_published(story, edition))
        local = timezone.localtime(public.published_at)
        public.year, public.month = local.year, local.month
    before = public.get_absolute_url() if public.slug else ""
    if story.address or not public.slug:
        public.slug = _free_slug(public, story.address or slugify(edition.headline))
    public.edition, public.section, public.withdrawn_at = edition, story.section, None
    public.headline, public.standfirst = edition.headline, edition.standfirst
    public.byline = ", ".join(byline["name"] for byline in edition.bylines)
    public.language, public.lead, public.updated_at = (
        edition.language,
        edition.lead,
        edition.made_at,
    )
    public.save()
    if before:
        leave_address(before, public.get_absolute_url())
    return public


def _first_published(story: Story, edition: Edition) -> datetime:
    return story.first_published_at or edition.made_at


def _free_slug(public: PublishedStory, wish: str) -> str:
    """The wished slug, or the same with a number where it is taken in that month."""
    wish = wish[:LONGEST_SLUG].strip("-") or "story"
    taken = _taken_slugs(public)
    if wish not in taken:
        return wish
    if _is_numbered(public.slug, wish):
        return public.slug
    candidates = (f"{wish}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in candidates if slug not in taken)


def _taken_slugs(public: PublishedStory) -> set[str]:
    """The slugs of the month at which another story stands or stood: links to it go on working."""
    others = PublishedStory.objects.filter(year=public.year, month=public.month)
    taken = set(others.exclude(pk=public.story_id).values_list("slug", flat=True))
    month = reverse("story", args=[*public.address[:2], "-"]).removesuffix("-/")
    former = FormerAddress.objects.filter(path__startswith=month)
    if public.slug:
        former = former.exclude(target=public.get_absolute_url())
    paths = former.values_list("path", flat=True)
    return taken | {path.removeprefix(month).rstrip("/") for path in paths}


def _is_numbered(slug: str, wish: str) -> bool:
    stem, _, number = slug.rpartition("-")
    return stem == wish and number.isdecimal()


def _list_it(story: Story, public: PublishedStory) -> None:
    """Have the story stand in its lists: month, topics, writers."""
    ArchiveMonth.objects.select_for_update().get_or_create(year=public.year, month=public.month)
    public.in_topics.all().delete()
    PublishedTopic.objects.bulk_create(
        PublishedTopic(story=public, topic=topic, published_at=public.published_at)
        for topic in story.topics.all()
    )
    public.by_writers.all().delete()
    PublishedByline.objects.bulk_create(
        PublishedByline(story=public, writer=byline.writer, published_at=public.published_at)
        for byline in _bylines(story)
    )
