"""Where the quotations of a comment are from: a source that is given, the story, a comment here.

Without a given source the words are looked for in the story above, in earlier comments, and in
the copies of what the story and this discussion cite, in this order. Decision 0024.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from django.db.models import Q

from pasquino.discussion.models import Comment, CommentQuotation, Thread
from pasquino.discussion.quoting import Quoted, without
from pasquino.discussion.quoting import quoted as read_quotations
from pasquino.discussion.skeletons import skeleton
from pasquino.discussion.texts import plain_text
from pasquino.discussion.threads import NoSuchComment
from pasquino.quotations import SourceText, Verdict, check
from pasquino.quotations.records import source_text
from pasquino.quotations.verdict import MATCHES
from pasquino.sources import citing, web_addresses
from pasquino.sources.evidence import COMPLETE, Evidence, earlier_than, evidence_of
from pasquino.sources.models import Capture, Work, WorkAddress
from pasquino.sources.takedowns import withheld
from pasquino.stories.models import StorySource

Origin = CommentQuotation.Origin
MOST_WORKS = 12  # of the story, and as many of the discussion
MOST_COMMENTS = 12
SEARCHED = 40  # letters of a quotation that earlier comments are searched for
NAMED = re.compile(r"#([1-9]\d{0,6})\b")


@dataclass(frozen=True)
class Found:
    """What was found of a quotation: its origin, and what the checker says against that.

    `source` is the text it was held against; `work` and `evidence` are there where it is a
    work's, `number` where it is a comment's. `is_late`: the copy is here, but there was no time
    to look into it.
    """

    origin: Origin
    verdict: Verdict | None = None
    source: SourceText | None = None
    work: Work | None = None
    evidence: Evidence = field(default_factory=Evidence)
    number: int = 0
    is_late: bool = False

    @property
    def matches(self) -> bool:
        """Whether the words are those of the source, cuts marked."""
        return self.verdict is not None and self.verdict.status in MATCHES


@dataclass(frozen=True)
class Where:
    """Under which story, in answer to what, and with which words around it somebody quotes.

    Only comments before `number` can be quoted (0: all there are).
    """

    thread: Thread
    parent_number: int = 0
    number: int = 0
    source: str = ""


def look(
    quotations: Sequence[Quoted], where: Where, *, seconds: float = 5.0, longest: int = 0
) -> dict[int, Found]:
    """What was found of each quotation, by its place; without an entry nothing was.

    A source that is given is the one that counts; a copy of a source says more than words that
    only resemble these, in the story or in a comment. After `seconds` no further text is opened,
    and no copy of more than `longest` characters, if that is given: then `is_late` says so.
    """
    until = monotonic() + seconds
    named = works_named(quoted.url for quoted in quotations)
    found = {
        quoted.place: _given(quoted, named.get(quoted.url), until, longest)
        for quoted in quotations
        if quoted.url
    }
    still = [quoted for quoted in quotations if not quoted.url]
    for passage in _passages(where, still, longest) if still else ():
        for quoted in still:
            _hold(quoted, passage, found)
        still = [quoted for quoted in still if not _is_settled(found.get(quoted.place))]
        if not still or monotonic() > until:
            break
    return found


def works_named(urls: Iterable[str]) -> dict[str, Work]:
    """The works at addresses that readers gave, where they have a public page already.

    What only a draft or nobody cites is as unknown here: else whoever guesses an address learns
    what the newsroom holds, and makes it public by quoting it.
    """
    keys = {url: key for url in urls if (key := key_of_given(url))}
    rows = WorkAddress.objects.filter(key__in=keys.values()).values_list("key", "work")
    known = dict(rows)
    public = citing.public().in_bulk(known.values()) if known else {}
    return {url: public[known[key]] for url, key in keys.items() if known.get(key) in public}


def key_of_given(url: str) -> str:
    """The key of an address that a reader gave; empty where it is none."""
    with suppress(web_addresses.NoWebAddress):
        return web_addresses.key_of(url)
    return ""


@dataclass(frozen=True)
class _Passage:
    """A text in which quotations may stand."""

    origin: Origin
    source: SourceText
    work: Work | None = None
    evidence: Evidence = field(default_factory=lambda: Evidence(COMPLETE))
    number: int = 0
    own: SourceText | None = None  # a comment's words without those that it quotes itself
    quotations: tuple[str, ...] = ()

    def held(self, words: str) -> tuple[Verdict, SourceText]:
        """What the checker says of these words, and against which of the texts.

        Whoever quotes what a comment quotes does not quote the comment: a wrong quotation would
        become a right one by being repeated.
        """
        said = check(words, self.source, evidence=self.evidence.state)
        if self.own is None or (said.status in MATCHES and not self._only_quotes(words)):
            return said, self.source
        return check(words, self.own), self.own

    def _only_quotes(self, words: str) -> bool:
        verdicts = (check(words, SourceText(quotation)) for quotation in self.quotations)
        return any(verdict.status in MATCHES for verdict in verdicts)


def _given(quoted: Quoted, work: Work | None, until: float, longest: int) -> Found:
    evidence = evidence_of(work)
    if evidence.capture is None or _is_withheld(evidence.capture):
        return Found(Origin.GIVEN, work=work, evidence=evidence)
    if monotonic() > until or _is_too_long(evidence.capture, longest):
        return Found(Origin.GIVEN, work=work, evidence=evidence, is_late=True)
    found = _against(quoted, work, evidence)
    for earlier in () if found.matches else earlier_than(evidence):
        if earlier.capture and not _is_withheld(earlier.capture) and monotonic() < until:
            before = _against(quoted, work, earlier)
            if before.matches:
                return before
    return found


def _against(quoted: Quoted, work: Work | None, evidence: Evidence) -> Found:
    if evidence.capture is None:
        return Found(Origin.GIVEN, work=work, evidence=evidence)
    source = source_text(evidence.capture)
    verdict = check(quoted.text, source, evidence=evidence.state)
    return Found(Origin.GIVEN, verdict, source, work, evidence)


def _is_too_long(capture: Capture, longest: int) -> bool:
    return bool(longest) and len(capture.text) > longest


def _is_withheld(capture: Capture) -> bool:
    """Whether it was taken down: then nobody is told anything of its text any more."""
    return bool(withheld([capture.work_id]).why(capture.work_id, capture.pk))


def _hold(quoted: Quoted, passage: _Passage, found: dict[int, Found]) -> None:
    """Hold a quotation against one text; what fits better than what was found before stays."""
    verdict, source = passage.held(quoted.text)
    if verdict.status not in (*MATCHES, "altered"):
        return
    before = found.get(quoted.place)
    if before and before.verdict:
        is_copied = passage.work is not None and before.work is None
        if not is_copied and _distance(before.verdict) <= _distance(verdict):
            return
    found[quoted.place] = Found(
        passage.origin, verdict, source, passage.work, passage.evidence, passage.number
    )


def _distance(verdict: Verdict) -> int:
    """How far the words are from a text's: 0 where they match, else how many letters differ."""
    if verdict.status in MATCHES:
        return 0
    differing = [change for change in verdict.diff if change.op != "same"]
    return 1 + sum(len(change.quoted) + len(change.source) for change in differing)


def _is_settled(found: Found | None) -> bool:
    return found is not None and found.matches


def _passages(where: Where, quotations: Sequence[Quoted], longest: int) -> Iterator[_Passage]:
    yield _Passage(Origin.STORY, SourceText(where.thread.story.edition.text))
    for comment in _comments(where, quotations):
        html = [comment.text.html, *(added.html for added in comment.additions.all())]
        yield _Passage(
            Origin.COMMENT,
            SourceText("\n\n".join(map(plain_text, html))),
            number=comment.number,
            own=SourceText("\n\n".join(plain_text(without(part)) for part in html)),
            quotations=tuple(one.text for one in read_quotations(html)),
        )
    for work in _works(where.thread):
        evidence = evidence_of(work)
        copy = evidence.capture
        if copy and not _is_withheld(copy) and not _is_too_long(copy, longest):
            yield _Passage(Origin.NONE, source_text(copy), work, evidence)
            for earlier in earlier_than(evidence):
                if earlier.capture and not _is_withheld(earlier.capture):
                    yield _Passage(Origin.NONE, source_text(earlier.capture), work, earlier)


def _comments(where: Where, quotations: Sequence[Quoted]) -> Iterable[Comment]:
    """Earlier comments that may be quoted: those answered, those named, those with these words."""
    numbers = [*_answered(where), *map(int, NAMED.findall(where.source))][: 2 * MOST_COMMENTS]
    words = Q(number__in=numbers)
    for quoted in quotations:
        for piece in _searched(quoted.text):
            words |= Q(text__source__contains=piece)
    readable = Comment.objects.listed().filter(words, thread=where.thread)
    if where.number:
        readable = readable.filter(number__lt=where.number)
    readable = readable.select_related("text").prefetch_related("additions")
    return list(readable.order_by("-number")[:MOST_COMMENTS])


def _answered(where: Where) -> list[int]:
    """The comment that is answered and those above it, the nearest first."""
    if not where.parent_number:
        return []
    with suppress(NoSuchComment):
        above = skeleton(where.thread).ancestors(where.parent_number)
        return [where.parent_number, *reversed(above)]
    return [where.parent_number]


def _searched(words: str) -> tuple[str, ...]:
    """The beginning and the end of a quotation, as they may stand in a comment's text."""
    if len(words) <= SEARCHED:
        return (words,)
    start, end = words[:SEARCHED].partition("\n")[0], words[-SEARCHED:].rpartition("\n")[2]
    return start.rpartition(" ")[0] or start, end.partition(" ")[2] or end


def _works(thread: Thread) -> list[Work]:
    """What the story cites, in its order, and what was named as a source in this discussion."""
    cited = StorySource.objects.filter(story=thread.story_id).order_by("place")
    named = CommentQuotation.objects.filter(
        comment__thread=thread,
        comment__state=Comment.State.VISIBLE,
        quotation__work__isnull=False,
    ).order_by("-pk")
    numbers = [
        *cited.values_list("work", flat=True)[:MOST_WORKS],
        *named.values_list("quotation__work", flat=True)[: 4 * MOST_WORKS],
    ]
    wanted = list(dict.fromkeys(numbers))[: 2 * MOST_WORKS]
    found = Work.objects.in_bulk(wanted)
    return [found[number] for number in wanted]
