"""How stories and their lists are shown on any page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from pasquino.stories import markup
from pasquino.stories.history import Change
from pasquino.stories.lists import Page
from pasquino.stories.models import Correction, PublishedStory

register = template.Library()

TEASERS = {
    "lead": "stories/_teaser_lead.html",
    "feature": "stories/_teaser_feature.html",
    "wide": "stories/_teaser_feature.html",
    "river": "stories/_teaser_river.html",
    "list": "stories/_teaser_list.html",
}
LATEST_CORRECTIONS = 3
_SHOWN_OF_NOTE = (
    "noted_at", "text", "credited_comment",
    "story__public__headline", "story__public__language",
    "story__public__year", "story__public__month", "story__public__slug",
)  # fmt: skip
MOST_TEASERS = 1_000  # about 1 KB each, kept by everything they depend on
_teasers: dict[tuple[object, ...], SafeString] = {}
SHOWN_AROUND = 120  # letters of unchanged text before and after a change


@register.simple_tag(takes_context=True)
def story_teaser(context: Context, story: PublishedStory, kind: str = "list") -> SafeString:
    """A story in a list; `kind` is one of `TEASERS`.

    Comment counts come from `counts` in the context, see `discussion_counts`.
    """
    if kind not in TEASERS:
        raise template.TemplateSyntaxError(f"A teaser is one of {', '.join(TEASERS)}, not {kind}.")
    shown = {name: context.get(name) for name in ("counts", "frame", "section")}
    key = _looks(story, kind, shown)
    html = _teasers.get(key)
    if html is None:
        rendered = get_template(TEASERS[kind]).render({"story": story, "kind": kind, **shown})
        html = mark_safe(rendered)  # noqa: S308 - a template has escaped it
        if len(_teasers) >= MOST_TEASERS:
            _teasers.clear()
        _teasers[key] = html
    return html


def _looks(story: PublishedStory, kind: str, shown: dict[str, Any]) -> tuple[object, ...]:
    """Everything a teaser's looks depend on; an edition never changes."""
    section, frame, here = story.section, shown["frame"], shown["section"]
    return (
        kind,
        story.edition_id,
        story.section_id,
        section.name,
        section.slug,
        (shown["counts"] or {}).get(story.pk, 0),
        here.pk if here else None,
        get_language(),
        timezone.get_current_timezone_name(),
        frame.magazine.clock if frame else None,
    )


@register.inclusion_tag("stories/_pager.html", takes_context=True)
def pager(context: Context, page: Page) -> dict[str, Any]:
    """Links to the newer and older pages of a list; nothing when there is one page."""
    return {"page": page, "path": context["request"].path}


@register.inclusion_tag("stories/_latest_corrections.html", takes_context=True)
def latest_corrections(context: Context) -> dict[str, Any]:
    """The newest corrections of stories that readers can see."""
    notes = Correction.objects.filter(
        story__public__withdrawn_at=None, story__public__isnull=False
    )
    newest = (
        notes.select_related("story__public").only(*_SHOWN_OF_NOTE).order_by("-noted_at", "-pk")
    )
    return {"notes": newest[:LATEST_CORRECTIONS], "frame": context.get("frame")}


@register.filter
def cleaned(text: str) -> SafeString:
    """Formatted text as the desk keeps it, as what a reader may get."""
    return mark_safe(markup.clean(expand_db_html(text)))  # noqa: S308 - cleaned just now


@register.filter
def change_words(change: Change) -> str:
    """What happened to a block, in words: “Changed: quotation”."""
    return _("{what}: {block}").format(what=_deed(change.kind), block=_block(change.block))


def _deed(kind: str) -> str:
    """The words for a kind of change, in the language that is active."""
    return {
        "added": _("Added"),
        "removed": _("Removed"),
        "changed": _("Changed"),
        "formatted": _("Links or emphasis changed"),
        "moved": _("Moved"),
    }.get(kind, kind)


def _block(kind: str) -> str:
    """The words for a kind of block, in the language that is active."""
    return {
        "headline": _("headline"),
        "standfirst": _("standfirst"),
        "text": _("text"),
        "heading": _("heading"),
        "list": _("list"),
        "image": _("picture"),
        "quotation": _("quotation"),
        "opinion": _("opinion"),
        "update": _("update"),
        "link": _("link card"),
        "correction": _("correction"),
    }.get(kind, kind)


@register.filter
def around(text: str, place: str) -> str:
    """Unchanged text cut down to what stands next to a change.

    `place` is `first`, `last` or `middle` of the block's pieces, or `only`.
    """
    if place == "only":
        return text if len(text) <= 2 * SHOWN_AROUND else f"{_head(text)} …"
    if place == "first":
        return text if len(text) <= SHOWN_AROUND else f"… {_tail(text)}"
    if place == "last":
        return text if len(text) <= SHOWN_AROUND else f"{_head(text)} …"
    return text if len(text) <= 2 * SHOWN_AROUND else f"{_head(text)} … {_tail(text)}"


def _head(text: str) -> str:
    return text[:SHOWN_AROUND].rsplit(" ", 1)[0]


def _tail(text: str) -> str:
    return text[-SHOWN_AROUND:].split(" ", 1)[-1]
