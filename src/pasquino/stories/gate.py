"""Which doubts about its quotations stand between a story and its publication.

The rules are those of specs/sources.md, part 8: what the magazine's `PublicationPolicy` answers
to each problem, one quotation after another in the order of the story. Nothing here asks the
database but `public_reasons`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from pasquino.quotations.verdict import HIDING, Verdict

if TYPE_CHECKING:
    from pasquino.stories.models import Edition, PublicationOverride

BLOCK, ASK, INFORM = "block", "ask", "inform"
PARAPHRASE = "paraphrase"
DIFFERING = ("altered_critical", "altered", "hidden_negation")
# What an editor who vouches for the words answers: never that a copy has other words.
ANSWERED_BY_VOUCHING = ("not_found", "cannot_tell")


class Policy(Protocol):
    """What the magazine does about each problem (`stories.PublicationPolicy`)."""

    altered_critical: str
    not_found: str
    altered: str
    hidden_negation: str
    cannot_tell: str
    no_speaker: str
    longest_words: int
    longest_share: int


@dataclass(frozen=True)
class Looked:
    """What is known of one quotation when somebody wants to publish it.

    `evidence` is the state of the copy that counts, `source` the number of its work (None: none
    named), `source_words` how many words the copy has (0: unknown).
    """

    verdict: Verdict
    evidence: str
    reasons: tuple[str, ...] = ()
    is_attested: bool = False
    source: int | None = None
    source_words: int = 0


@dataclass(frozen=True)
class Doubt:
    """One problem of one quotation, or of figures, and what is done about it.

    `place` counts quotations from 1, and is 0 for figures; `key` is the same as long as the
    problem, the words, where they are from and how they differ are the same. `said` is the
    sentence about it, where that does not depend on what is known of a quotation.
    """

    place: int
    block: str
    problem: str
    answer: str
    key: str
    words: str
    count: int = 0  # how many words, or which share in percent, for what is quoted at length
    said: str = ""

    @property
    def stops(self) -> bool:
        """Whether publication waits for an editor's answer."""
        return self.answer in (BLOCK, ASK)

    @property
    def needs_reason(self) -> bool:
        """Whether a tick is not enough."""
        return self.answer == BLOCK


def doubts(
    entries: Sequence[dict[str, Any]], looked: Sequence[Looked], policy: Policy
) -> list[Doubt]:
    """The doubts about an edition's quotations, in the order of the story.

    `entries` are the quotations as `rendering.quotations` lists them; `looked` says what is
    known of each. What is quoted at length from one source comes last.
    """
    found = [
        _doubt(place, entry, problem, getattr(policy, problem), found=_found(problem, known))
        for place, (entry, known) in enumerate(zip(entries, looked, strict=True), start=1)
        for problem in _problems(entry, known)
    ]
    return [*found, *_at_length(entries, looked, policy)]


def unanswered(found: Iterable[Doubt], answers: dict[str, str | None]) -> list[Doubt]:
    """The doubts that still stop publication; `answers` are reasons by key, None: not answered.

    A tick is an answer to what asks; what refuses wants a reason.
    """
    return [
        doubt for doubt in found if doubt.stops and not _is_answered(doubt, answers.get(doubt.key))
    ]


def public_reasons(edition: Edition) -> list[PublicationOverride]:
    """Why an edition was published in spite of doubts, as far as readers may know; one query."""
    return list(edition.overrides.filter(is_public=True).order_by("place", "pk"))


def text_of(entry: dict[str, Any]) -> str:
    """The words of an entry as they are checked: a blank line between paragraphs."""
    return "\n\n".join(entry["words"])


def key_of(entry: dict[str, Any], problem: str, found: object = ()) -> str:
    """What binds an answer to the problem, the words, where they are from and what was found."""
    named = (entry["source"], entry["link"], entry["work"], entry["publisher"])
    parts = (problem, text_of(entry), entry["kind"], named, found)
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _is_answered(doubt: Doubt, answer: str | None) -> bool:
    return answer is not None and (bool(answer.strip()) or not doubt.needs_reason)


def _problems(entry: dict[str, Any], known: Looked) -> list[str]:
    """What is doubtful about one quotation: its words first, then who said them."""
    problems = [] if entry["kind"] == PARAPHRASE else _of_words(known)
    if not entry["speaker"].strip():
        problems.append("no_speaker")
    return problems


def _of_words(known: Looked) -> list[str]:
    verdict = known.verdict
    problems = []
    if verdict.status == "altered":
        problems.append("altered_critical" if verdict.critical else "altered")
    elif verdict.status in ANSWERED_BY_VOUCHING and not known.is_attested:
        problems.append(verdict.status)
    if HIDING.intersection(verdict.warnings):
        problems.append("hidden_negation")
    return problems


def _found(problem: str, known: Looked) -> object:
    """How the words differ, where that is the problem: another difference is another question."""
    if problem not in DIFFERING:
        return ()
    changes = (change for change in known.verdict.diff if change.op != "same")
    return [(change.op, change.quoted, change.source) for change in changes]


def _doubt(
    place: int,
    entry: dict[str, Any],
    problem: str,
    answer: str,
    count: int = 0,
    found: object = (),
) -> Doubt:
    key, words = key_of(entry, problem, found), text_of(entry)
    return Doubt(place, entry["id"], problem, answer, key, words, count)


def _at_length(
    entries: Sequence[dict[str, Any]], looked: Sequence[Looked], policy: Policy
) -> list[Doubt]:
    """Sources of which more is quoted than the magazine wants; said at their first quotation."""
    found = []
    for source in dict.fromkeys(known.source for known in looked if known.source):
        places = [
            place
            for place, (entry, known) in enumerate(zip(entries, looked, strict=True))
            if known.source == source and entry["kind"] != PARAPHRASE
        ]
        if not places:
            continue
        quoted = sum(len(text_of(entries[place]).split()) for place in places)
        length = max(looked[place].source_words for place in places)
        share = round(100 * quoted / length) if length else 0
        first, entry = places[0] + 1, entries[places[0]]
        if quoted > policy.longest_words:
            found.append(_doubt(first, entry, "longest_words", INFORM, quoted))
        if share > policy.longest_share:
            found.append(_doubt(first, entry, "longest_share", INFORM, share))
    return found
