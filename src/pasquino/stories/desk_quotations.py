"""What the desk knows of a draft's quotations: each judged by the copies there are now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from pasquino.magazine.models import Magazine
from pasquino.quotations import Verdict, kept_texts, nearest, records, words
from pasquino.quotations.context import around
from pasquino.sources import web_addresses, works
from pasquino.sources.evidence import PENDING, Evidence, evidence_of
from pasquino.sources.models import Work
from pasquino.stories import desk_diff, gate, rendering
from pasquino.stories.gate import Doubt, Looked
from pasquino.stories.models import AttestedWords, PublicationPolicy, Story

NOT_JUDGED = Verdict("cannot_tell")


@dataclass(frozen=True)
class Shown:
    """A quotation of a draft as the desk shows it.

    `marked` and `restored` are the words after the one-click fixes, empty where a fix changes
    nothing; `passage` is the nearest of the source (before, words, after) where none was judged.
    """

    place: int
    entry: dict[str, Any]
    looked: Looked
    said: words.Said
    work: Work | None
    attested: AttestedWords | None
    marked: str = ""
    restored: str = ""
    passage: tuple[str, str, str] = ("", "", "")
    pieces: Sequence[desk_diff.Piece] = ()
    offer: Any = None  # desk_finding.Offer, whose module reads this one

    @property
    def text(self) -> str:
        """The words as they are checked."""
        return gate.text_of(self.entry)

    @property
    def hash(self) -> str:
        """What names the words in forms."""
        return records.hash_of(self.text)

    @property
    def is_paraphrase(self) -> bool:
        """Whether the words are the writer's own."""
        return bool(self.entry["kind"] == gate.PARAPHRASE)

    @property
    def is_pending(self) -> bool:
        """Whether a copy is being fetched."""
        return self.looked.evidence == PENDING

    @property
    def may_be_vouched_for(self) -> bool:
        """Whether an editor's word would answer anything."""
        return not self.is_paraphrase and self.looked.verdict.status in (
            *gate.ANSWERED_BY_VOUCHING,
            "ambiguous",
        )


def of_draft(story: Story) -> list[Shown]:
    """The quotations of a story as its form or newest draft has them."""
    return of_entries(rendering.quotations(story.body), language_of(story), story)


def of_entries(entries: Sequence[dict[str, Any]], language: str, story: Story) -> list[Shown]:
    """Quotations as an edition of the story lists them, in order."""
    attested = {row.text_hash: row for row in _attested(story)} if entries else {}
    return [
        look(entry, language, attested.get(records.hash_of(gate.text_of(entry))), place)
        for place, entry in enumerate(entries, start=1)
    ]


def look(
    entry: dict[str, Any], language: str, attested: AttestedWords | None = None, place: int = 1
) -> Shown:
    """Judge one quotation by what is kept of its source; writes nothing."""
    work, text = known_work(entry), gate.text_of(entry)
    if entry["kind"] == gate.PARAPHRASE:
        return _paraphrase(entry, work, text, place)
    verdict, evidence = records.judge(text, work, language)
    source = kept_texts.source_text(evidence.capture).text if evidence.capture else ""
    looked = Looked(
        verdict,
        evidence.state,
        evidence.reasons,
        attested is not None,
        work.pk if work else None,
        len(source.split()),
    )
    marked, restored = verdict.marked(text), verdict.restored(text, source)
    return Shown(
        place,
        entry,
        looked,
        _said(verdict, evidence, work, attested),
        work,
        attested,
        marked if marked != text and verdict.kind == "omission" else "",
        restored if restored != text else "",
        around(source, [verdict.nearest]) if verdict.nearest else ("", "", ""),
        desk_diff.pieces(verdict.diff),
    )


def doubts(shown: Sequence[Shown]) -> list[Doubt]:
    """What stands between these quotations and their publication."""
    policy = PublicationPolicy.load()
    return gate.doubts([one.entry for one in shown], [one.looked for one in shown], policy)


def works_of(story: Story) -> list[Work]:
    """The works that the quotations of a story's newest draft name, each once."""
    entries = rendering.quotations(story.get_latest_revision_as_object().body)
    found = (known_work(entry) for entry in entries)
    return list(dict.fromkeys(work for work in found if work))


def known_work(entry: dict[str, Any]) -> Work | None:
    """The work a quotation is from, if it is known already; none is made (`citing.work_of`)."""
    if entry["source"]:
        return Work.objects.filter(pk=entry["source"]).first()
    try:
        if entry["link"]:
            return works.work_at(entry["link"])
    except web_addresses.NoWebAddress:
        return None
    title = entry["work"].strip()
    if not title:
        return None
    titled = Work.objects.filter(title__iexact=title)
    publisher = " ".join(entry["publisher"].split())
    found = (
        titled.filter(publisher__name__iexact=publisher)
        if publisher
        else titled.filter(publisher=None)
    )
    return found.order_by("pk").first()


def language_of(story: Story | None) -> str:
    """The language a story is in: its own, else the magazine's."""
    return (story.language if story else "") or (Magazine.objects.first() or Magazine()).language


def _attested(story: Story) -> list[AttestedWords]:
    return list(AttestedWords.objects.filter(story=story.pk)) if story.pk else []


def _paraphrase(entry: dict[str, Any], work: Work | None, text: str, place: int) -> Shown:
    """No verdict, but the passage of the source that is nearest."""
    evidence = evidence_of(work)
    passage = ("", "", "")
    if evidence.capture:
        source = kept_texts.source_text(evidence.capture)
        span = nearest(text, source)
        passage = around(source.text, [span]) if span else passage
    looked = Looked(NOT_JUDGED, evidence.state, evidence.reasons, source=work.pk if work else None)
    said = words.Said(gate.PARAPHRASE, _("A paraphrase: its words are not checked"))
    return Shown(place, entry, looked, said, work, None, passage=passage)


def _said(
    verdict: Verdict, evidence: Evidence, work: Work | None, attested: AttestedWords | None
) -> words.Said:
    if work is None and attested is None:
        return words.Said("cannot_tell", _("Could not be checked: no source named"))
    return words.verdict_words(
        verdict,
        evidence=evidence.state,
        reasons=evidence.reasons,
        copied_at=evidence.capture.at if evidence.capture else None,
        attestation=attested,
        for_editors=True,
        diff=[asdict(change) for change in verdict.diff],
    )
