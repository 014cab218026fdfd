"""An outlook as its pages show it: branches in their order, each claim with how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pasquino.outlooks import addresses, reader_words
from pasquino.outlooks.models import (
    Assessment,
    ConditionObservation,
    Outlook,
    OutlookClaim,
    OutlookNode,
    OutlookPerson,
)
from pasquino.outlooks.records import Standing
from pasquino.sources import citing as citing_of_sources
from pasquino.sources.models import Work

Kind = OutlookNode.Kind


class Works:
    """The works that are met while an outlook is read; which have a page here is asked once."""

    def __init__(self, *, all_have: bool = False) -> None:
        """`all_have`: nobody is asked, such as in a public story, which makes their pages."""
        self._met: set[int] = set()
        self._all_have = all_have

    def shown(self, work: Work | None, url: str = "") -> SourceShown | None:
        """A work as pages show it; `url` is where it stands, for one that has no page here."""
        if work is None:
            return None
        self._met.add(work.pk)
        return SourceShown(work, url, self)

    def has_page(self, work: Work) -> bool:
        """Whether a work that was met has one."""
        return self._all_have or work.pk in self._with_page

    @cached_property
    def _with_page(self) -> frozenset[int]:
        found = citing_of_sources.public().filter(pk__in=self._met)
        return frozenset(found.values_list("pk", flat=True))


@dataclass(frozen=True)
class SourceShown:
    """A work that something rests on."""

    work: Work
    url: str
    works: Works

    @property
    def title(self) -> str:
        """Its title, else the address by which it was given, else its number."""
        return self.work.title or self.url or str(self.work)

    @property
    def address(self) -> str:
        """Its page here, else where it stands; may be empty."""
        return self.work.get_absolute_url() if self.works.has_page(self.work) else self.url


@dataclass(frozen=True)
class AssessmentShown:
    """One assessment, with what it rests on."""

    record: Assessment
    verdict: str
    when: str
    sources: tuple[SourceShown, ...]
    counts: bool  # it is the newest that was not withdrawn
    is_proposed: bool  # a reader told the editors

    @property
    def credited(self) -> str:
        """The number of the comment that proposed it; empty where none did."""
        return self.record.credited


@dataclass(frozen=True)
class ClaimShown:
    """A claim, how it stands, and all that was found of it, newest first.

    `said_by` are all to whom it is ascribed, `named` those among them who are known by name.
    """

    claim: OutlookClaim
    standing: Standing
    said_by: tuple[str, ...]
    named: tuple[str, ...]
    assessments: tuple[AssessmentShown, ...]

    @property
    def address(self) -> str:
        """The claim's own page."""
        return addresses.of_claim(self.claim)

    @property
    def state(self) -> str:
        """In a word or two: "refuted", "open", "not assessed"."""
        return reader_words.state(self.standing)

    @property
    def kind_of_state(self) -> str:
        """For looks: one of the states, or `not_assessed`."""
        return "not_assessed" if self.standing.reads_not_assessed else self.standing.state

    @property
    def review(self) -> str:
        """Which review was missed, or comes next."""
        return reader_words.review(self.standing)

    @property
    def last_assessed(self) -> str:
        """When, and whose finding it was; empty where it never was."""
        return reader_words.last_assessed(self.standing)

    @property
    def sources(self) -> tuple[SourceShown, ...]:
        """What the assessment that counts rests on."""
        return next((one.sources for one in self.assessments if one.counts), ())


@dataclass
class Branch:
    """A branch with what hangs on it, in order."""

    node: OutlookNode
    by: str = ""
    work: SourceShown | None = None
    inner_quote_by: str = ""
    options: list[Branch] = field(default_factory=list)
    groups: list[Branch] = field(default_factory=list)
    claims: list[ClaimShown] = field(default_factory=list)


@dataclass(frozen=True)
class PersonShown:
    """Somebody in an outlook under the name that stays; `spellings` are those printed besides."""

    person: OutlookPerson
    name: str
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class ObservationShown:
    """Something that happened to the condition, with where that stands."""

    record: ConditionObservation
    source: SourceShown | None


@dataclass(frozen=True)
class Advice:
    """What the outlook advises, and for whom (empty: for all)."""

    words: str
    towards: str
    status: str


@dataclass(frozen=True)
class Outline:
    """All that pages show of one outlook."""

    outlook: Outlook
    people: tuple[PersonShown, ...]
    branches: tuple[Branch, ...]  # those that hang on no other
    claims: tuple[ClaimShown, ...]
    review_days: tuple[date, ...]
    observations: tuple[ObservationShown, ...]
    stated_in: SourceShown | None
    relayed_in: SourceShown | None

    @property
    def authors(self) -> list[PersonShown]:
        """Whose outlook it is."""
        return [one for one in self.people if one.person.is_author]

    @property
    def expected(self) -> list[Branch]:
        """What they say, without rival outlooks: said beforehand, groups, across the groups."""
        order = {Kind.PREFACE: 0, Kind.CROSS: 2}
        own = [one for one in self.branches if one.node.kind != Kind.RIVAL]
        return sorted(own, key=lambda one: order.get(Kind(one.node.kind), 1))

    @property
    def groups(self) -> list[Branch]:
        """The groups, each with its options, claims and groups within."""
        return [one for one in self.branches if one.node.kind == Kind.GROUP]

    @property
    def rivals(self) -> list[Branch]:
        """What others expect instead."""
        return [one for one in self.branches if one.node.kind == Kind.RIVAL]

    @cached_property
    def claims_of_rivals(self) -> frozenset[int]:
        """The numbers of the claims that are others'."""
        return frozenset(one.claim.pk for rival in self.rivals for one in rival.claims)

    @property
    def stated_on(self) -> str:
        """When it was stated, as exactly as that is known."""
        return reader_words.known_date(self.outlook.stated_on)

    @property
    def reviews(self) -> str:
        """The days on which its claims are looked at again."""
        return reader_words.days(list(self.review_days))

    @property
    def assessments(self) -> list[tuple[ClaimShown, AssessmentShown]]:
        """All that was found, oldest first."""
        found = [(claim, one) for claim in self.claims for one in claim.assessments]
        return sorted(found, key=lambda pair: (pair[1].record.on, pair[1].record.at))

    @property
    def states(self) -> list[tuple[str, int]]:
        """How many of its own claims stand how: [("open", 3), ("refuted", 1)]."""
        return counted(one for one in self.claims if one.claim.pk not in self.claims_of_rivals)

    @property
    def advice(self) -> list[Advice]:
        """What is advised for the whole, or for a group."""
        labels = {node.key: node.label for node in _nodes(self.branches)}
        return [
            Advice(one["advice"], labels.get(one.get("for", ""), ""), one.get("status", ""))
            for one in self.outlook.advice
        ]

    @property
    def caution_by(self) -> str:
        """Who is cautious, by the name that stays."""
        named = self.outlook.caution.get("by", "")
        return next((one.name for one in self.people if one.person.key == named), named)


def counted(claims: Iterable[ClaimShown]) -> list[tuple[str, int]]:
    """How many claims stand how, in the order in which they are met."""
    found: dict[str, int] = {}
    for one in claims:
        found[one.state] = found.get(one.state, 0) + 1
    return list(found.items())


def _nodes(branches: Iterable[Branch]) -> Iterator[OutlookNode]:
    for branch in branches:
        yield branch.node
        yield from _nodes([*branch.options, *branch.groups])
