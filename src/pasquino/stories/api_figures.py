"""A story's figures and outlooks by the API: the words, what is known of them, newer counts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Path, Router, Schema

from pasquino.figures.stated import plain
from pasquino.stories import feeds, insets
from pasquino.stories.api import Address, find
from pasquino.stories.api_quotations import STORY, SourceTold, source_told
from pasquino.stories.cited import cited_by
from pasquino.stories.figures_shown import FigureShown, NewerShown
from pasquino.stories.models import Edition

router = Router(tags=["stories"])


class NewerTold(Schema):
    number: int = Field(description="Of the figure.")
    words: str
    page: str


class FigureTold(Schema):
    place: int = Field(description="Its place among the story's figures, from 1.")
    url: str = Field(description="Where its card stands, or the story for one in a chart.")
    number: int = Field(description="Of the figure; the same in every story.")
    page: str
    words: str = Field(description="As the text has them, else as its source has them.")
    is_inline: bool = Field(description="Marked in the text; else drawn in a chart or table.")
    qualifier: str = Field(description="exactly, about, almost, ... (docs/reference/figures.md).")
    amount: str | None = Field(description="The number, or the lower of two, in plain digits.")
    amount_to: str | None
    unit: str
    population: str = Field(description="Of whom or what.")
    where: str
    as_of: str = Field(description="2017, 2017-03, 2017-03-07; empty where no date is given.")
    read_as: str = Field(description="How this magazine reads the words; never the source's.")
    states: list[str] = Field(description="In words: disputed, withdrawn.")
    newer: NewerTold | None
    source: SourceTold | None


class OutlookTold(Schema):
    outlook: int | None = Field(description="The number of an outlook that the story shows.")
    claim: int | None = Field(description="The number of a claim that it comes back to.")
    assessment: int | None = Field(description="The assessment of that claim that it carries.")
    page: str = Field(description="Of the outlook; empty for a claim.")


class Figures(Schema):
    figures: list[FigureTold]
    outlooks: list[OutlookTold]


@router.get(
    f"{STORY}/figures",
    response=Figures,
    summary="Read a story's figures and outlooks",
    url_name="figures",
)
def read_figures(request: HttpRequest, address: Path[Address]) -> dict[str, Any]:
    """The figures of a story's newest edition in order, as they stand now; its outlooks."""
    story = find(address)
    page = feeds.absolute(story.get_absolute_url())
    return {
        "figures": [_told(figure, page) for figure in cited_by(story).figures],
        "outlooks": _outlooks(story.edition),
    }


def _told(figure: FigureShown, page: str) -> dict[str, Any]:
    facts = figure.facts
    return {
        "place": figure.place,
        "url": f"{page}#figure-{figure.place}" if figure.is_inline else page,
        "number": facts.number,
        "page": feeds.absolute(figure.page),
        "words": figure.words,
        "is_inline": figure.is_inline,
        "qualifier": facts.qualifier,
        "amount": plain(facts.amount) if facts.amount is not None else None,
        "amount_to": plain(facts.amount_to) if facts.amount_to is not None else None,
        "unit": facts.unit,
        "population": facts.population,
        "where": facts.where,
        "as_of": facts.as_of,
        "read_as": figure.read_as,
        "states": figure.states,
        "newer": _newer(figure.newer) if figure.newer else None,
        "source": source_told(figure.source),
    }


def _newer(newer: NewerShown) -> dict[str, Any]:
    page = feeds.absolute(newer.page)
    return {"number": newer.number, "words": newer.words, "page": page}


def _outlooks(edition: Edition) -> list[dict[str, Any]]:
    return [
        {
            "outlook": inset.get("outlook"),
            "claim": inset.get("claim"),
            "assessment": inset.get("assessment"),
            "page": feeds.absolute(reverse("outlook", args=[inset["outlook"]]))
            if inset["kind"] == insets.OUTLOOK
            else "",
        }
        for inset in edition.insets
        if inset["kind"] != insets.FIGURES
    ]
