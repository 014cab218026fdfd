"""The gate's doubts as sentences for editors: which quotation, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from pasquino.quotations import words
from pasquino.quotations.verdict import HIDING
from pasquino.stories.gate import Doubt, Looked

SHOWN = 60  # characters of a quotation that name it in a sentence


class Known(Protocol):
    """A quotation of which something is known."""

    @property
    def looked(self) -> Looked: ...


def sentence_of(doubt: Doubt, shown: Sequence[Known]) -> str:
    """What an editor is told of a doubt; `shown` are all quotations of the story in order."""
    return doubt.said or sentence(doubt, shown[doubt.place - 1].looked)


def sentence(doubt: Doubt, known: Looked) -> str:
    """What an editor is told of a doubt, in one sentence that names the quotation."""
    return _("Quotation {place}, “{words}”: {problem}").format(
        place=doubt.place,
        words=Truncator(" ".join(doubt.words.split())).chars(SHOWN, truncate="…"),
        problem=_problem(doubt, known),
    )


def informing(doubts: Iterable[Doubt], shown: Sequence[Known]) -> list[str]:
    """The sentences of those doubts that stop nothing; `shown` are all quotations in order."""
    return [sentence_of(doubt, shown) for doubt in doubts if not doubt.stops]


def _problem(doubt: Doubt, known: Looked) -> str:
    say = {
        "altered_critical": _altered_critically,
        "altered": _altered,
        "not_found": _not_found,
        "hidden_negation": _hidden,
        "cannot_tell": _cannot_tell,
    }.get(doubt.problem)
    if say:
        return say(known)
    return {
        "no_speaker": _("nobody is named who said or wrote it."),
        "longest_words": _(
            "{count} words are quoted from this source, more than the magazine wants."
        ),
        "longest_share": _(
            "{count} percent of this source are quoted, more than the magazine wants."
        ),
    }[doubt.problem].format(count=doubt.count)


def _altered_critically(known: Looked) -> str:
    return _("it differs from the source where that may change the meaning.")


def _altered(known: Looked) -> str:
    return f"{_lowered(words.altered_words(known.verdict))}."


def _not_found(known: Looked) -> str:
    return _("its words are not found in the copy of the source that is kept.")


def _hidden(known: Looked) -> str:
    hiding = [code for code in known.verdict.warnings if code in HIDING]
    return " ".join(f"{words.warning_words(code)}." for code in hiding)


def _cannot_tell(known: Looked) -> str:
    if known.source is None:
        return _("no source is named, so it could not be checked, and nobody vouches for it.")
    why = words.could_not_be_checked(known.evidence, known.reasons)
    return _("{why}, and nobody vouches for it.").format(why=_lowered(why))


def _lowered(phrase: str) -> str:
    return phrase[:1].lower() + phrase[1:]
