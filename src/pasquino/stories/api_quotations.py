"""A story's quotations by the API: the words, where they are from, and what was found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema

from pasquino.stories import feeds
from pasquino.stories.api import Address, find
from pasquino.stories.cited import cited_by
from pasquino.stories.quotations_shown import QuotationShown
from pasquino.stories.sources_shown import CopyShown, SourceShown

router = Router(tags=["stories"])

STORY = "/stories/{int:year}/{int:month}/{slug:slug}"


class VerdictTold(Schema):
    status: str = Field(
        description="verbatim, verbatim_marked, altered, not_found, cannot_tell, attested or "
        "ambiguous (docs/reference/quotations.md).",
        json_schema_extra={"example": "verbatim_marked"},
    )
    warnings: list[str] = Field(description="Their codes, such as elision_hides_negation.")
    words_omitted: int = Field(description="Words of the source that do not stand here.")
    said: str = Field(description="The verdict and its warnings as readers see them.")


class CopyTold(Schema):
    at: datetime = Field(description="When the copy was made that the words were held against.")
    sha256: str = Field(description="Of the copy's text.")
    url: str = Field(description="Where the magazine says that it keeps this copy.")


class SourceTold(Schema):
    number: int = Field(description="Its number in the list at the story's foot.")
    title: str
    authors: list[str]
    publisher: str
    published: str = Field(description="As exactly as it is known: 2017, 2017-03, 2017-03-07.")
    url: str = Field(description="Where it stands; empty for what is not on the web.")
    page: str = Field(description="Its page in this magazine.")
    state: str = Field(description="How its link stands and what is kept, in words.")


class QuotationTold(Schema):
    number: int = Field(description="Its place in the story, from 1.")
    url: str
    text: str = Field(description="The words; a blank line between paragraphs.")
    is_paraphrase: bool = Field(description="The writer's own words: no verdict is given.")
    speaker: str
    verdict: VerdictTold | None
    source: SourceTold | None
    kept: CopyTold | None = Field(description="The copy compared with; null where none is.")
    withheld: str = Field(description="Why nothing of the copy is shown; empty where it is.")


class Quotations(Schema):
    quotations: list[QuotationTold]


@router.get(
    f"{STORY}/quotations",
    response=Quotations,
    summary="Read a story's quotations",
    url_name="quotations",
)
def read_quotations(request: HttpRequest, address: Path[Address]) -> dict[str, Any]:
    """The quotations of a story's newest edition in order, each with its verdict as of now."""
    story = find(address)
    page = feeds.absolute(story.get_absolute_url())
    return {"quotations": [_told(q, page) for q in cited_by(story).quotations]}


def _told(quotation: QuotationShown, page: str) -> dict[str, Any]:
    copy = None if quotation.withheld else quotation.copy
    return {
        "number": quotation.number,
        "url": f"{page}#q{quotation.number}",
        "text": "\n\n".join(quotation.paragraphs),
        "is_paraphrase": quotation.is_paraphrase,
        "speaker": quotation.speaker,
        "verdict": _verdict(quotation),
        "source": source_told(quotation.source),
        "kept": _copy(copy, quotation.source),
        "withheld": quotation.withheld,
    }


def _verdict(quotation: QuotationShown) -> dict[str, Any] | None:
    said = quotation.said
    if said is None:
        return None
    return {
        "status": said.verdict,
        "warnings": list(said.warnings),
        "words_omitted": quotation.words_omitted,
        "said": said.line,
    }


def source_told(source: SourceShown | None) -> dict[str, Any] | None:
    """A source as `SourceTold`."""
    if source is None:
        return None
    return {
        "number": source.place,
        "title": source.name,
        "authors": list(source.authors),
        "publisher": source.publisher,
        "published": source.published,
        "url": source.url,
        "page": feeds.absolute(source.page),
        "state": source.state,
    }


def _copy(copy: CopyShown | None, source: SourceShown | None) -> dict[str, Any] | None:
    if copy is None or source is None:
        return None
    return {
        "at": copy.at,
        "sha256": copy.text_hash,
        "url": feeds.absolute(f"{source.page}#copy-{copy.number}"),
    }
