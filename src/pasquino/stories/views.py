"""The public pages of stories and their lists, and the preview of drafts."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from pasquino.accounts.access import holder_of_secret
from pasquino.delivery.pages import public
from pasquino.delivery.prepared import Given, Prepared
from pasquino.stories import actions, lists, markup, previews
from pasquino.stories.history import changes
from pasquino.stories.models import (
    ArchiveMonth,
    Correction,
    Edition,
    FrontPage,
    PublishedStory,
    Section,
    Story,
    Topic,
    Writer,
)
from pasquino.stories.page import StoryPage

LIST_QUERY = ("before", "after")
RIVER = 12
SECTION_SHELF = 4
SHELVES_CONSIDER = 48
SHELF_SHOWS = ("section_id", "published_at", "headline", "language", "year", "month", "slug")


@public(query=LIST_QUERY)
def front(request: HttpRequest) -> HttpResponse:
    """The front page: lead story, river and sections; further pages are the river alone."""
    page = lists.page(lists.everything(), *_cursors(request), size=RIVER)
    is_first = page.newer is None
    lead = _lead(page) if is_first else None
    river = [story for story in page.stories if lead is None or story.pk != lead.pk]
    shelves = _shelves() if is_first else []
    context = {
        "lead": lead,
        "river": river,
        "page": page,
        "is_first": is_first,
        "shelves": shelves,
    }
    return render(request, "stories/front.html", context)


def _lead(page: lists.Page) -> PublishedStory | None:
    """The editors' choice, else the newest story."""
    choice = FrontPage.objects.first()
    chosen = (
        PublishedStory.objects.public().select_related("section").filter(pk=choice.lead_id).first()
        if choice and choice.lead_id
        else None
    )
    return chosen or (page.stories[0] if page.stories else None)


def _shelves() -> list[tuple[Section, list[PublishedStory]]]:
    """Each section with its newest stories; only a quiet section costs a query of its own."""
    newest = PublishedStory.objects.public().newest().only(*SHELF_SHOWS)
    by_section: dict[int, list[PublishedStory]] = {}
    for story in newest[:SHELVES_CONSIDER]:
        by_section.setdefault(story.section_id, []).append(story)
    shelves = []
    for section in Section.objects.all():
        stories = by_section.get(section.pk, [])
        if len(stories) < SECTION_SHELF:
            stories = list(newest.filter(section=section)[:SECTION_SHELF])
        shelves.append((section, stories[:SECTION_SHELF]))
    return [(section, stories) for section, stories in shelves if stories]


@public(query=LIST_QUERY)
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories of a section."""
    found = get_object_or_404(Section, slug=slug)
    return _list(request, "stories/section.html", lists.in_section(found), section=found)


@public(query=LIST_QUERY)
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories on a topic."""
    found = get_object_or_404(Topic, slug=slug)
    return _list(request, "stories/topic.html", lists.on_topic(found), topic=found)


@public(query=LIST_QUERY)
def writer(request: HttpRequest, slug: str) -> HttpResponse:
    """A writer and the stories they stand over."""
    found = get_object_or_404(Writer, slug=slug)
    return _list(request, "stories/writer.html", lists.by_writer(found), writer=found)


@public()
def archive(request: HttpRequest) -> HttpResponse:
    """All months in which something was published, by year."""
    years: dict[int, list[tuple[str, str]]] = {}
    for year, month in ArchiveMonth.objects.values_list("year", "month"):
        address = f"{reverse('archive')}{year:04}/{month:02}/"
        years.setdefault(year, []).insert(0, (str(MONTHS[month]), address))
    return render(request, "stories/archive.html", {"years": years.items()})


@public(query=LIST_QUERY)
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """The stories of one month, with the months before and after it."""
    here = get_object_or_404(ArchiveMonth, year=int(year), month=int(month))
    months = ArchiveMonth.objects.all()  # newest first
    earlier = Q(year=here.year, month__lt=here.month) | Q(year__lt=here.year)
    later = Q(year=here.year, month__gt=here.month) | Q(year__gt=here.year)
    return _list(
        request,
        "stories/month.html",
        lists.in_month(here.year, here.month),
        month=_as_date(here),
        earlier=_as_date(months.filter(earlier).first()),
        later=_as_date(months.filter(later).last()),
    )


def _as_date(month: ArchiveMonth | None) -> date | None:
    return date(month.year, month.month, 1) if month else None


@public(query=("before",))
def corrections(request: HttpRequest) -> HttpResponse:
    """All corrections of published stories, newest first."""
    before = request.GET.get("before", "")
    notes = Correction.objects.filter(
        story__public__withdrawn_at=None, story__public__isnull=False
    )
    if before.isdecimal() and (last := Correction.objects.filter(pk=int(before[:18])).first()):
        notes = notes.filter(noted_at__lte=last.noted_at).exclude(
            noted_at=last.noted_at, pk__gte=last.pk
        )
    found = list(
        notes.select_related("story__public").order_by("-noted_at", "-pk")[: lists.PAGE + 1]
    )
    context = {"notes": found[: lists.PAGE], "has_older": len(found) > lists.PAGE}
    return render(request, "stories/corrections.html", context)


@public()
def history(request: HttpRequest, year: str, month: str, slug: str) -> HttpResponse:
    """What changed in a story from edition to edition, newest first."""
    public_story = find(year, month, slug)
    if public_story.withdrawn_at:
        return withdrawn(request, public_story)
    editions = list(public_story.story.editions.order_by("number"))
    steps = [
        _step(None if not at else editions[at - 1], edition) for at, edition in enumerate(editions)
    ]
    context = {"public": public_story, "steps": steps[::-1], "edition": public_story.edition}
    return render(request, "stories/history.html", context)


def _step(before: Edition | None, edition: Edition) -> dict[str, Any]:
    """One edition and what it changed; the first one changed nothing."""
    if before is None:
        return {"edition": edition, "changes": [], "is_first": True}
    has_section = bool(before.section and edition.section)  # older editions did not note it
    return {
        "edition": edition,
        "changes": changes(_compared(before, has_section), _compared(edition, has_section)),
    }


def _compared(edition: Edition, has_section: bool) -> list[dict[str, Any]]:
    """What is compared of an edition: all that a reader sees of it, in the order of its page."""
    lead = edition.lead or {}
    picture = lead.get("src", "")
    said = "\n".join(filter(None, (lead.get(name) for name in ("caption", "credit", "alt"))))
    top = [
        _block("section", _("section"), edition.section if has_section else ""),
        _block("headline", "headline", edition.headline),
        _block("standfirst", "standfirst", edition.standfirst),
        _block("byline", _("byline"), _byline(edition), _slugs(edition.bylines)),
        _block(f"lead:{picture}", "image", said, picture),  # another picture is another block
    ]
    topics = ", ".join(topic["name"] for topic in edition.topics)
    notes = [
        _block(f"correction:{note['at']}", "correction", markup.plain(note["html"]), note["html"])
        for note in edition.corrections
    ]
    end = [_block("topics", _("topics"), topics, _slugs(edition.topics)), *notes]
    return [block for block in [*top, *edition.blocks, *end] if block["html"]]


def _block(id: str, kind: Any, text: str, html: str = "") -> dict[str, Any]:
    """Something outside the text as if it were a block; `kind` may be words in any language."""
    return {"id": id, "kind": kind, "html": html or text, "text": text}


def _byline(edition: Edition) -> str:
    return ", ".join(
        f"{line['name']} ({line['role']})" if line["role"] else line["name"]
        for line in edition.bylines
    )


def _slugs(listed: list[dict[str, str]]) -> str:
    """What their links depend on."""
    return " ".join(one["slug"] for one in listed)


@holder_of_secret(why="a draft, for whoever was sent its preview link")
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """A draft as a reader would see it; the link is signed and expires."""
    try:
        story = previews.open_link(token)
    except previews.LinkExpired:
        return render(request, "stories/preview_expired.html", status=410)
    except previews.LinkBroken as broken:
        raise Http404 from broken
    return draft_page(request, story)


def draft_page(request: HttpRequest, story: Story) -> HttpResponse:
    """The page of a draft as it would be published now."""
    edition = actions.draft_edition(story)
    context = {"page": StoryPage(edition, None), "edition": edition, "is_draft": True}
    return render(request, "stories/story.html", context)


def find(year: str, month: str, slug: str, *also: str) -> PublishedStory:
    """The published story at an address with its newest edition; raises Http404.

    `also` names what else is to come in the same query.
    """
    found = _at_address(*also).first(year=int(year), month=int(month), slug=slug)
    if found is None:
        raise Http404
    return found


@cache
def _at_address(*also: str) -> Prepared[PublishedStory]:
    return Prepared(
        lambda: PublishedStory.objects.select_related("edition", "section", *also).filter(
            year=Given("year", models.IntegerField()),
            month=Given("month", models.IntegerField()),
            slug=Given("slug", models.CharField()),
        )
    )


def story_context(public_story: PublishedStory) -> dict[str, Any]:
    """What `stories/story.html` shows of a published story."""
    edition = public_story.edition
    before, after = lists.neighbours(public_story)
    return {
        "public": public_story,
        "edition": edition,
        "page": StoryPage(edition, public_story),
        "before": _unless_another(before, edition.neighbours.get("before")),
        "after": _unless_another(after, edition.neighbours.get("after")),
    }


def _unless_another(
    neighbour: PublishedStory | None, imported_title: str | None
) -> PublishedStory | None:
    """The neighbour here, unless the story came with the title of another one."""
    if imported_title and (neighbour is None or neighbour.headline != imported_title):
        return None
    return neighbour


def withdrawn(request: HttpRequest, public_story: PublishedStory) -> HttpResponse:
    """The page of a story that was taken back: that it was, and when."""
    when = timezone.localtime(public_story.withdrawn_at)
    return render(
        request, "stories/withdrawn.html", {"public": public_story, "when": when}, status=410
    )


def _list(request: HttpRequest, template: str, fetch: lists.Fetch, **context: Any) -> HttpResponse:
    page = lists.page(fetch, *_cursors(request))
    return render(request, template, {"page": page, **context})


def _cursors(request: HttpRequest) -> tuple[str, str]:
    return request.GET.get("before", ""), request.GET.get("after", "")
