"""The page of results, and the description by which browsers offer to search here."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from pasquino.accounts import limits
from pasquino.accounts.networks import network_of
from pasquino.delivery.pages import public
from pasquino.discussion import refusal_words
from pasquino.search.engines import DEEPEST
from pasquino.search.finding import Sort, find
from pasquino.search.queries import MOST_NAMES, MOST_UNWANTED, MOST_WORDS, Kind, Note, Trouble

KINDS = {kind.value: kind for kind in Kind}
LONGEST_SAID = 200  # letters of a query in the page's title


@public(query=("q", "sort", "in", "cursor"))
def search(request: HttpRequest) -> HttpResponse:
    """What was found, or how to search where nothing was asked for."""
    text = request.GET.get("q", "").strip()
    kind = KINDS.get(request.GET.get("in", ""))
    sort = Sort.DATE if request.GET.get("sort") == Sort.DATE else Sort.RELEVANCE
    try:
        limit_searches(request, text, sort)
    except limits.TooOften as often:
        return _too_often(often)
    results = find(text, sort=sort, kind=kind, cursor=request.GET.get("cursor", ""))
    context = {
        "text": text,
        "short_text": text if len(text) <= LONGEST_SAID else f"{text[:LONGEST_SAID]}…",
        "sort": sort,
        "sorts": [(Sort.RELEVANCE, _("best match first")), (Sort.DATE, _("newest first"))],
        "kind": kind or "",
        "kinds": [
            ("", _("stories and comments")),
            (Kind.STORY, _("stories")),
            (Kind.COMMENT, _("comments")),
        ],
        "results": results,
        "sentences": [sentence(note) for note in results.notes],
        "next": _address(text, sort, kind, results.next_cursor) if results.next_cursor else "",
        "first": _address(text, sort, kind) if request.GET.get("cursor") else "",
    }
    return render(request, "search/search.html", context)


def limit_searches(request: HttpRequest, text: str, sort: Sort) -> None:
    """Count a search by relevance, which compares many texts; raises TooOften."""
    if text and sort == Sort.RELEVANCE:
        limits.take("searches_network", network_of(request))


def _too_often(often: limits.TooOften) -> HttpResponse:
    """429: a sentence, and when to come back; for nobody else to keep."""
    words = f"{refusal_words.sentence(often)}\n"
    response = HttpResponse(words, "text/plain; charset=utf-8", HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(refusal_words.seconds(often))
    response.headers["Cache-Control"] = "no-store"
    return response


@public()
def opensearch(request: HttpRequest) -> HttpResponse:
    """The magazine as a search engine (OpenSearch 1.1), for a browser's address field."""
    context = {
        "icon": settings.BASE_URL + static("magazine/icon-180.png"),
        "address": f"{settings.BASE_URL}{reverse('search')}?q={{searchTerms}}",
    }
    kind = "application/opensearchdescription+xml"
    return render(request, "search/opensearch.xml", context, content_type=kind)


def sentence(note: Note) -> str:
    """What a reader is told about their query."""
    words = {
        "said": note.said,
        "words": MOST_WORDS,
        "unwanted": MOST_UNWANTED,
        "names": MOST_NAMES,
        "deepest": DEEPEST,
    }
    return _sentences()[note.trouble] % words


def _sentences() -> dict[Trouble, str]:
    return {
        Trouble.NO_DATE: _(
            "“%(said)s” is not a date, so it was left out. "
            "Write a year, a month or a day: 2026, 2026-11 or 2026-11-22."
        ),
        Trouble.NO_KIND: _("“in:%(said)s” was left out: it is in:stories or in:comments."),
        Trouble.NO_MINUS: _(
            "“-%(said)s” was left out: the minus sign stands before words, authors and sections."
        ),
        Trouble.TOO_MANY_WORDS: _(
            "A search takes %(words)s words; those after them were left out."
        ),
        Trouble.TOO_MANY_UNWANTED: _(
            "A search leaves out %(unwanted)s words; those after them were not left out."
        ),
        Trouble.TOO_MANY_NAMES: _(
            "A search takes %(names)s authors and sections; those after them were left out."
        ),
        Trouble.NO_WORD: _("There is no word or number in it that could be looked for."),
        Trouble.NO_AUTHOR: _("Nobody here is called “%(said)s”."),
        Trouble.NO_SECTION: _("There is no section “%(said)s”."),
        Trouble.OLD_CURSOR: _(
            "The address of this page of results is no longer good; here are the first ones."
        ),
        Trouble.CAPPED: _(
            "These words are in very many texts: only the newest of them were compared. "
            "A further word, or a date, reaches the older ones."
        ),
        Trouble.TOO_LONG: _(
            "This search took too long and was given up. Add a rarer word, an author or a date."
        ),
        Trouble.DEEPEST: _(
            "The best %(deepest)s results are listed here; all are listed newest first."
        ),
    }


def _address(text: str, sort: Sort, kind: Kind | None, cursor: str = "") -> str:
    """The address of a page of these results."""
    said = {"q": text, "in": kind or "", "sort": "" if sort == Sort.RELEVANCE else sort,
            "cursor": cursor}  # fmt: skip
    return "?" + urlencode({name: value for name, value in said.items() if value})
