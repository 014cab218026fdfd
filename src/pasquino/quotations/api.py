"""Checking a quotation by the API: against a text that is sent, or the copy of a public source."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from ninja import Field, Router, Schema
from pydantic import ConfigDict

from pasquino.accounts import limits
from pasquino.accounts.api_access import Token, holder
from pasquino.accounts.models import ApiToken
from pasquino.delivery.problems import Problem
from pasquino.quotations import Evidence, SourceText, check, telling
from pasquino.quotations.records import judge
from pasquino.sources import citing
from pasquino.sources.models import Work
from pasquino.sources.takedowns import withheld

router = Router(tags=["quotations"])

LONGEST_TEXT = 1_000_000  # bytes of UTF-8
LONGEST_QUOTE = 64 * 1024
TEXT_OF_ONE = 100_000  # bytes that count as one check more: a large text keeps a process busy
QUOTE_OF_ONE = 4_000
LARGEST_NUMBER = 2**31 - 1
MISSING, TOO_LARGE, WRONG, TOO_MANY = 404, 413, 422, 429


class Question(Schema):
    model_config = ConfigDict(extra="forbid")
    quote: str = Field(
        min_length=1,
        description="The quotation as it stands there. At most 64 KiB of UTF-8.",
        examples=["The weir did hold […] all night."],
    )
    text: str | None = Field(
        None,
        description="The source’s text; or give `work`. At most 1,000,000 bytes of UTF-8.",
        examples=["The weir did hold, said the keeper, all night."],
    )
    work: int | None = Field(
        None,
        ge=1,
        le=LARGEST_NUMBER,
        strict=True,
        description="The number of a source with a public page (`/sources/<number>/`).",
    )
    evidence: Evidence = Field(
        Evidence.COMPLETE,
        description="What `text` is: only in a `complete` one can words be missing. "
        "Of a `work` the state of its copy counts.",
    )
    language: str = Field(
        "", max_length=20, description="Of the quotation, as BCP 47; empty: not known."
    )


class Change(Schema):
    op: str = Field(
        description="`same`, `added`, `dropped`, `changed`, `cut`, `bracket` or `moved`."
    )
    quoted: str
    source: str = Field(
        description="Of a `work` only what is dropped, changed or moved: at most 40 words in the "
        "whole answer, and no more than the quotation shares with the source; “…” is the rest."
    )
    quoted_span: list[int] = Field(description="From and up to which character of `quote`.")
    source_span: list[int] = Field(description="Empty of a `work`, as are all its positions.")
    critical: bool = Field(description="A meaning hangs on it.")


class Answer(Schema):
    status: str = Field(
        description="`verbatim`, `verbatim_marked`, `altered`, `not_found`, `cannot_tell` or "
        "`ambiguous`.",
        examples=["verbatim_marked"],
    )
    kind: str = Field(description="Of what is altered: spelling, wording, omission or order.")
    warnings: list[str] = Field(examples=[["elision_hides_negation"]])
    critical: bool
    words_omitted: int
    spans: list[list[int]] = Field(description="Where the words stand in the source.")
    places: list[list[int]] = Field(description="Further places with the same words.")
    nearest: list[int] | None = Field(
        description="The nearest passage of `text`, where nothing matched."
    )
    diff: list[Change]


@router.post(
    "/quotations/check",
    auth=Token(ApiToken.Scope.READ),
    response=Answer,
    summary="Check a quotation",
    url_name="check-quotation",
)
def check_quotation(request: HttpRequest, question: Question) -> dict[str, Any]:
    """Whether the words are the source’s words, as `pasquino quotes check` says it.

    Nothing is fetched and nothing is kept. A source can be named only if its page is public; what
    is answered then is what our copies of it hold, and neither its text nor where in it
    anything stands. Of a source at least 4 words must stand together, also between two cuts.
    """
    _check_sizes(question)
    _count(request, "checks", times=_weight(question))
    if question.work is None:
        return _against_text(question)
    _count(request, "checks_of_sources")
    return _against_work(question, question.work)


def _against_text(question: Question) -> dict[str, Any]:
    source = SourceText(question.text or "", language=question.language)
    verdict = check(question.quote, source, evidence=question.evidence, language=question.language)
    return verdict.as_json()


def _against_work(question: Question, number: int) -> dict[str, Any]:
    work = citing.public().filter(pk=number).first()
    if work is None or _is_withheld(work):
        raise Problem(MISSING, _("There is no public source of this number."))
    if not telling.is_enough(question.quote):
        raise Problem(
            WRONG,
            _(
                "Of a source at least {count} words must stand together, also between two cuts, "
                "and {count} more for each further bracket there. Nothing was checked."
            ).format(count=telling.FEWEST_WORDS),
        )
    verdict, _evidence = judge(question.quote, work, question.language)
    said: dict[str, Any] = verdict.as_json()
    return {
        **said,
        "diff": telling.told(said["diff"]),
        "spans": [],
        "places": [],
        "nearest": None,
    }


def _is_withheld(work: Work) -> bool:
    down = withheld([work.pk])
    return bool(down.works or down.copies)


def _check_sizes(question: Question) -> None:
    """Raise Problem where it is not one text or one work, or too much of it."""
    if (question.text is None) == (question.work is None):
        raise Problem(WRONG, _("Send either “text” or “work”: what the words are held against."))
    for name, text, most in (
        ("quote", question.quote, LONGEST_QUOTE),
        ("text", question.text or "", LONGEST_TEXT),
    ):
        size = len(text.encode("utf-8", "surrogatepass"))
        if size > most:
            words = _(
                "“%(name)s” has %(size)d bytes of UTF-8; it may have %(most)d. Nothing was cut."
            )
            raise Problem(TOO_LARGE, words % {"name": name, "size": size, "most": most})


def _weight(question: Question) -> int:
    """As how many checks it counts."""
    text, quote = (
        len((question.text or "").encode("utf-8", "surrogatepass")),
        len(question.quote.encode("utf-8", "surrogatepass")),
    )
    return 1 + text // TEXT_OF_ONE + quote // QUOTE_OF_ONE


def _count(request: HttpRequest, scope: str, times: int = 1) -> None:
    try:
        for _time in range(times):
            limits.take(scope, holder(request).pk)
    except limits.TooOften as often:
        minutes = often.minutes()
        words = ngettext(
            "That was a lot in a short time. You can go on in {minutes} minute.",
            "That was a lot in a short time. You can go on in {minutes} minutes.",
            minutes,
        ).format(minutes=minutes)
        wait = max(1, round((often.until - timezone.now()).total_seconds()))
        raise Problem(TOO_MANY, words, headers={"Retry-After": str(wait)}) from often
