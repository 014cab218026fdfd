"""What readers are told of a quotation: the verdict in words, each warning as a sentence.

One place for stories, comments, lists and the desk. No database: what is said is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pasquino.magazine.templatetags.magazine_tags import day_in_words
from pasquino.quotations.verdict import HIDING, MATCHES

EDITORS_ONLY = frozenset({"punctuation"})
ABSENT = "not_found"
LONG_CUT = "elision_long"
FEW = 3  # missing words that are named, not counted
_STOPS = " .,;:!?…“”\"'"


class Judged(Protocol):
    """What is asked of a verdict or of the record of one: `Verdict` and `QuoteCheck` have it."""

    @property
    def status(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def warnings(self) -> Sequence[str]: ...
    @property
    def words_omitted(self) -> int: ...


class Vouched(Protocol):
    """What is asked of an attestation."""

    @property
    def how(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Said:
    """A verdict as readers meet it.

    `verdict` and `warnings` are the codes for `data-verdict` and `data-warnings`; `words` is one
    phrase without a full stop; `notes` are phrases for the warnings. `has_tick`: the words are
    the source's, and no cut or bracket hides a negation or a condition (specs/sources.md 3.3).
    """

    verdict: str
    words: str
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    has_tick: bool = False

    @property
    def line(self) -> str:
        """The verdict and its warnings in one line."""
        return " · ".join((self.words, *self.notes))


def verdict_words(  # noqa: PLR0913 - each is said by its name
    check: Judged | None,
    *,
    evidence: str = "",
    reasons: Sequence[str] = (),
    copied_at: date | None = None,
    attestation: Vouched | None = None,
    for_editors: bool = False,
    diff: Sequence[Mapping[str, Any]] = (),
) -> Said:
    """What to say of a check; `copied_at` is the time of the copy it was made against.

    `diff` is what `Verdict.as_json` gives: with it a silent change that decides the meaning is
    named.

    `evidence` and `reasons` are those of the check (`QuoteCheck.evidence`, `.reasons`) or of the
    work (`evidence_of`), for what could not be checked. An editor who vouches stands before
    what a machine could not tell; that the copy has not these words is said beside it.
    """
    if attestation and (check is None or check.status not in {*MATCHES, "altered"}):
        found = (_("Not found in the copy we hold"),) if check and check.status == ABSENT else ()
        return Said("attested", vouched_words(attestation), notes=found)
    if check is None:
        return Said("cannot_tell", could_not_be_checked(evidence, reasons))
    warnings = tuple(check.warnings)
    shown = [code for code in warnings if for_editors or code not in EDITORS_ONLY]
    return Said(
        check.status,
        _verdict(check, evidence, reasons, copied_at, diff),
        warnings,
        (*_decided(check, diff), *(warning_words(c, check.words_omitted) for c in shown)),
        check.status in MATCHES and not HIDING.intersection(warnings),
    )


def _decided(check: Judged, diff: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """That a silent change may turn the meaning round."""
    touches = check.status == "altered" and any(change.get("critical") for change in diff)
    return (_("The meaning may be changed"),) if touches else ()


def _verdict(
    check: Judged,
    evidence: str,
    reasons: Sequence[str],
    copied_at: date | None,
    diff: Sequence[Mapping[str, Any]],
) -> str:
    status = check.status
    if status == "verbatim":
        return _with_copy(_("Matches the source"), copied_at)
    if status == "verbatim_marked":
        return _with_copy(_("Matches the source, with marked cuts"), copied_at)
    if status == "altered":
        return _with_copy(altered_words(check, diff), copied_at)
    if status == "not_found":
        return _with_copy(_("Not found in the copy we hold"), copied_at)
    if status == "ambiguous":
        return _("Too few words to tell which passage is meant")
    return could_not_be_checked(evidence, reasons)


def _with_copy(words: str, copied_at: date | None) -> str:
    if copied_at is None:
        return words
    return _("{verdict}, copy of {date}").format(verdict=words, date=day(copied_at))


def day(moment: date) -> str:
    """A copy's day as pages print it, in the zone that is active."""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return day_in_words(moment)


def altered_words(check: Judged, diff: Sequence[Mapping[str, Any]] = ()) -> str:
    """How the words differ from the source's, in a phrase; few missing words are named."""
    if check.kind == "omission":
        missing = [change["source"].strip() for change in diff if change["op"] == "dropped"]
        if len(missing) == 1 and 0 < len(missing[0].split()) <= FEW:
            words = missing[0].strip(_STOPS)
            return _("Differs from the source: “{words}” is missing").format(words=words)
        return ngettext(
            "Differs from the source: {count} word is missing without a mark",
            "Differs from the source: {count} words are missing without a mark",
            check.words_omitted,
        ).format(count=check.words_omitted)
    return {
        "order": _("Differs from the source: the order is another"),
        "spelling": _("Differs from the source in spelling"),
    }.get(check.kind, _("Differs from the source"))


def could_not_be_checked(evidence: str, reasons: Sequence[str] = ()) -> str:
    """Why nothing can be said, in a phrase."""
    if evidence == "pending":
        return _("Not checked yet: the copy is being fetched")
    why = _why(evidence, reasons)
    return _("Could not be checked: {why}").format(why=why) if why else _("Could not be checked")


def _why(evidence: str, reasons: Sequence[str]) -> str:
    if evidence == "partial":
        named = {
            "paywall": _("paywall"),
            "preview": _("we hold only a preview"),
            "stub": _("we hold only a part"),
        }
        return next((named[r] for r in reasons if r in named), _("we hold only a part"))
    return {
        "none": _("no copy yet"),
        "blocked": _("the page may not be copied"),
        "unreachable": _("the page does not answer"),
        "gone": _("source gone"),
        "unreadable": _("the copy has no text to read"),
    }.get(evidence, "")


def vouched_words(attestation: Vouched) -> str:
    """Who vouches for the words, and how they know."""
    how = {
        "heard": _("heard live"),
        "print": _("print edition"),
        "translation": _("translated"),
    }.get(attestation.how, "")
    words = _("Checked by {name}, {how}") if how else _("Checked by {name}")
    return words.format(name=attestation.name, how=how)


def warning_words(code: str, words_omitted: int = 0) -> str:
    """A warning as a phrase (specs/sources.md 3.3); a code of a later checker as it is."""
    if code == LONG_CUT:
        return ngettext("{count} word cut", "{count} words cut", words_omitted).format(
            count=words_omitted
        )
    say = _WARNINGS.get(code)
    return say() if say else code


_WARNINGS: dict[str, Callable[[], str]] = {
    "elision_hides_negation": lambda: _("A marked cut takes out a negation"),
    "elision_hides_limiter": lambda: _("A marked cut takes out a condition"),
    "bracket_replaces_negation": lambda: _("A bracket replaces a negation"),
    "sentence_continues": lambda: _("The source’s sentence goes on"),
    "question_mark": lambda: _("A question in the source"),
    "punctuation": lambda: _("Other punctuation than in the source"),
    "emphasis_added": lambda: _("Emphasis not in the source"),
    "source_typo": lambda: _("So in the source"),
    "region_not_article": lambda: _("Found outside the article’s text"),
    "second_hand": lambda: _("Quoted there from someone else"),
    "source_changed": lambda: _("The page has changed since"),
}
