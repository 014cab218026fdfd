"""Tags for the head of a page: what feed readers, search engines and other sites are told."""

from __future__ import annotations

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from pasquino.magazine.models import Magazine
from pasquino.stories import feeds, structured_data
from pasquino.stories.models import Edition, Section, Topic, Writer
from pasquino.stories.page import StoryPage
from pasquino.stories.structured_data import Meta, Node

register = template.Library()
LOGO = "magazine/icon-512.png"
KINDS = {"atom": "application/atom+xml", "json": "application/feed+json"}


@register.simple_tag(takes_context=True)
def story_meta(context: Context, comment_count: int | str = "") -> SafeString:
    """Cards and JSON-LD of the story in `edition` and `public`; nothing for a draft.

    `comment_count` may be left empty, where nothing is discussed.
    """
    edition, public = context["edition"], context.get("public")
    if public is None:
        return mark_safe("")
    magazine = _magazine(context)
    count = comment_count if isinstance(comment_count, int) else None
    page = context.get("page")
    cited = page.cited if isinstance(page, StoryPage) else None
    shown = (cited.quotations, cited.figures) if cited else ()
    node = structured_data.article(edition, public, publisher(magazine), count, *shown)
    return lines(
        structured_data.metas(structured_data.story_metas(edition, public, magazine)),
        structured_data.script(node),
    )


@register.simple_tag
def story_description(edition: Edition) -> str:
    """The story in a sentence or two: its standfirst, else its beginning."""
    return structured_data.description(edition)


@register.simple_tag(takes_context=True)
def list_meta(
    context: Context, thing: Section | Topic | Writer | None = None, title: str = ""
) -> SafeString:
    """Cards and JSON-LD of a list: of `thing`, or of what `title` says."""
    magazine = _magazine(context)
    title = str(
        title or (thing.name if thing else magazine.name)
    )  # `_("…")` in a template is lazy
    about = structured_data.described(thing.about if thing else magazine.tagline)
    address = feeds.absolute(context["request"].path)
    metas: list[Meta] = [
        *structured_data.page_metas(title, about, address, magazine),
        ("property", "og:type", "profile" if isinstance(thing, Writer) else "website"),
        ("name", "twitter:card", "summary"),
    ]
    node = structured_data.listing(thing, address, title, about, publisher(magazine))
    return lines(
        structured_data.metas(metas),
        structured_data.script(node),
    )


@register.simple_tag(takes_context=True)
def feed_links(context: Context, thing: Section | Topic | Writer | None = None) -> SafeString:
    """Where the feeds are: of the section, topic or writer given first, then of all stories."""
    magazine = _magazine(context)
    sources = [feeds.of_list(thing, magazine)] if thing else []
    return lines(*map(alternates, [*sources, feeds.all_stories(magazine)]))


def alternates(source: feeds.Source) -> SafeString:
    """The links to one feed in each of its forms."""
    return format_html_join(
        mark_safe("\n"),
        '<link rel="alternate" type="{}" href="{}" title="{}">',
        ((KINDS[form], source.address(form), source.title) for form in feeds.FORMS),
    )


def publisher(magazine: Magazine) -> Node:
    """The magazine as a node of JSON-LD."""
    return structured_data.organization(magazine, static(LOGO))


def lines(*parts: SafeString) -> SafeString:
    """The parts, one a line."""
    return format_html_join(mark_safe("\n"), "{}", ((part,) for part in parts))


def _magazine(context: Context) -> Magazine:
    magazine: Magazine = context["frame"].magazine
    return magazine
