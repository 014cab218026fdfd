"""What other programs may take of a story: its quotations as annotations, its sources to cite."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse

from pasquino.delivery.pages import public
from pasquino.sources import citation
from pasquino.stories import annotations
from pasquino.stories.cited import cited_by
from pasquino.stories.models import PublishedStory
from pasquino.stories.sources_shown import SourceShown
from pasquino.stories.views import find, withdrawn

ANNOTATIONS = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


@public()
def quotations(request: HttpRequest, year: str, month: str, slug: str) -> HttpResponse:
    """The story's quotations as W3C Web Annotations."""
    story = find(year, month, slug)
    if story.withdrawn_at:
        return withdrawn(request, story)
    shown = cited_by(story).quotations
    page = annotations.page(shown, story.get_absolute_url(), story.language)
    answer = JsonResponse(page, content_type=ANNOTATIONS, json_dumps_params=_READABLE)
    return _for_programs(answer)


@public()
def sources(request: HttpRequest, year: str, month: str, slug: str, form: str) -> HttpResponse:
    """The story's sources as CSL-JSON, BibTeX or RIS."""
    story = find(year, month, slug)
    if story.withdrawn_at:
        return withdrawn(request, story)
    cited = [as_cited(source) for source in cited_by(story).sources]
    write, content_type = _FORMS[form], citation.FORMS[form][1]
    return _for_programs(
        _named(HttpResponse(write(cited), content_type=content_type), story, form)
    )


def as_cited(source: SourceShown) -> citation.Cited:
    """A source as it is cited elsewhere."""
    return citation.Cited(
        number=source.work,
        kind=source.kind,
        title=source.name,
        authors=source.authors,
        publisher=source.publisher,
        published=source.published,
        language=source.language,
        url=source.url,
    )


def _one_after_the_other(
    write: Callable[[citation.Cited], str],
) -> Callable[[Iterable[citation.Cited]], str]:
    return lambda cited: "\n".join(write(one) for one in cited)


_READABLE = {"ensure_ascii": False, "indent": 2}
_FORMS: dict[str, Callable[[list[citation.Cited]], str]] = {
    "json": citation.csl_list,
    "bib": _one_after_the_other(citation.bibtex),
    "ris": _one_after_the_other(citation.ris),
}


def _named(answer: HttpResponse, story: PublishedStory, form: str) -> HttpResponse:
    answer.headers["Content-Disposition"] = f'attachment; filename="{story.slug}.{form}"'
    return answer


def _for_programs(answer: HttpResponse) -> HttpResponse:
    """Not to be found by search engines beside the page itself."""
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
