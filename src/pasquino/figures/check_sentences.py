"""What checks say to people: the finding with its arithmetic, in whole sentences.

What comes from a reading is said to be the magazine's: a source gave words, not bounds.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pasquino.figures import wording
from pasquino.figures.checks import Count, Part, Span, Sum
from pasquino.figures.models import Figure
from pasquino.figures.shares import Room, Share
from pasquino.figures.stated import Reading
from pasquino.sources.models import Work

MOST_NAMED = 10
LONGEST_POPULATION = 60


def added(sum_of: Sum, total: Figure, parts: Sequence[Figure]) -> str:
    """How the parts of a total add up."""
    words = {
        "parts": _listed([_with_population(part) for part in parts]),
        "total": _quoted(total),
    }
    if sum_of.result in ("cannot_be_disjoint", "exceeds"):
        said = _("Parts add to {least}, the total is {most}, as we read the words:").format(
            least=_from(sum_of.parts), most=_up_to(sum_of.total)
        )
        return f"{said} {_too_much(sum_of, words)}"
    if sum_of.result == "falls_short":
        return _short(sum_of, words)
    if sum_of.result == "incomplete":
        return _(
            "{parts} cannot all be added up beside {total}: not every one gives a number."
        ).format(**words)
    if sum_of.is_rounded:
        return _(
            "{parts} can be separate parts of {total}: they add to {span}, the total is {whole}, "
            "and percentages are rounded."
        ).format(**words, span=_span(sum_of.parts), whole=_span(sum_of.total))
    return _(
        "{parts} can be separate parts of {total}: they add to {span}, the total is {whole}, as "
        "we read the words."
    ).format(**words, span=_span(sum_of.parts), whole=_span(sum_of.total))


def _too_much(sum_of: Sum, words: dict[str, str]) -> str:
    if sum_of.result == "exceeds":
        return _("{parts} are said to be separate parts of {total}, and are more than it.").format(
            **words
        )
    return _(
        "{parts} must overlap within {total}, or the words are looser than they look. Ask the "
        "source, and never show them as slices of one whole."
    ).format(**words)


def _short(sum_of: Sum, words: dict[str, str]) -> str:
    difference = sum_of.difference
    if sum_of.nominal is None or difference is None or difference >= 0:
        return _(
            "{parts} add to {most}, the total is {least_total}, as we read the words: something "
            "is missing, or was counted elsewhere."
        ).format(**words, most=_up_to(sum_of.parts), least_total=_from(sum_of.total))
    return _(
        "{parts} add to {sum}, the total is {total}: {difference} are missing, or were counted "
        "elsewhere."
    ).format(**words, sum=_number(sum_of.nominal), difference=_number(-difference))


def subset(held: Part, whole: Count, part: Count, *, is_implied: bool) -> str:
    """How much of a whole a part is, or that it cannot be a part of it."""
    names = {"part": f"“{part.stated.words}”", "whole": f"“{whole.stated.words}”"}
    if held.result != "ok":
        return _(
            "{part} cannot be a part of {whole}: it is {least}, the whole {most}, as we read the "
            "words."
        ).format(**names, least=_from(part.span), most=_up_to(whole.span))
    said = _("{part} is {percent} % of {whole}, by our arithmetic.").format(
        **names, percent=_percent(held.percent)
    )
    if not is_implied:
        return said
    return said + " " + _("That it is a part follows from the words; the source does not say so.")


def unstated(percent: Decimal | None, whole: Figure, part: Figure) -> str:
    """That nobody says whether one is part of the other."""
    names = {"part": _quoted(part), "whole": _quoted(whole)}
    if percent is None:
        return _("The source does not say whether {part} is a part of {whole}.").format(**names)
    return _(
        "The source does not say whether {part} is a part of {whole}; it would be {percent} %."
    ).format(**names, percent=_percent(percent))


def share(derived: Share, whole: Figure, share_of: Figure) -> str:
    """How many a share of a whole comes to, in both readings."""
    counts = [_("{number} by the numbers").format(number=_number(derived.nominal))]
    if derived.nominal is None:
        counts = []
    if derived.wide:
        counts.append(_("{span} if it is read narrowly").format(span=_span(derived.narrow)))
        counts.append(_("{span} if it is read widely").format(span=_span(derived.wide)))
    elif derived.narrow and derived.narrow != Span(derived.nominal, derived.nominal):
        counts.append(_("{span} as we read the words").format(span=_span(derived.narrow)))
    names = {"share": _quoted(share_of), "whole": _quoted(whole)}
    if not counts:
        return _("{share} of {whole} cannot be reckoned: the words leave it open.").format(**names)
    return _("{share} of {whole} is {counts}. That is our arithmetic, not the source's.").format(
        **names, counts=", ".join(counts)
    )


def room(found: Room, whole: Figure, share_of: Figure, part: Figure) -> str:
    """How a part of a whole stands to a share of it that it belongs to."""
    names = {"part": _quoted(part), "whole": _quoted(whole), "share": _quoted(share_of)}
    percent = _percent(found.percent)
    if found.result != "ok":
        return _(
            "{part} cannot be within {share} of {whole}: it is more than that, as we read the "
            "words."
        ).format(**names)
    if found.left_percent is None or found.left is None:
        return _("{part} can be within {share} of {whole}, as we read the words.").format(**names)
    return _(
        "{part} is {percent} % of {whole}, within {share}; that leaves about {left_percent} % "
        "(about {left}) for the rest, by our arithmetic."
    ).format(
        **names, percent=percent, left=_number(found.left),
        left_percent=_number(found.left_percent),
    )  # fmt: skip


def same(figure: Figure, other: Figure, *, is_ok: bool) -> str:
    """That two figures are one count."""
    names = {"figure": _quoted(figure), "other": _quoted(other)}
    if is_ok:
        return _("{figure} is the same count as {other}: it is counted once.").format(**names)
    return _(
        "{figure} is said to be the same count as {other}, but no number can be both."
    ).format(**names)


def looks_same(figure: Figure) -> str:
    """That a figure is on record twice."""
    return _(
        "{figure} is on record twice, of the same, from the same source and of the same date. Say "
        "that the two are the same, or what tells them apart."
    ).format(figure=_quoted(figure))


def conflict(result: str, figure: Figure, other: Figure, reading: Reading | None) -> str:
    """How two figures in conflict stand to each other."""
    names = {"figure": _quoted(figure), "other": _quoted(other)}
    span = _span(_sure(reading))
    if result == "narrower_than_source":
        return _(
            "{figure} says more exactly what {other} leaves open (which we read as {span})."
        ).format(**names, span=span)
    if result == "wider_than_source":
        return _(
            "{figure} leaves open (we read it as {span}) what {other} says more exactly."
        ).format(**names, span=span)
    return _("{figure} and {other} contradict each other, and neither has been settled.").format(
        **names
    )


def _sure(reading: Reading | None) -> Span:
    """What is read, without an upper end that is only the next step."""
    if reading is None:
        return Span(None, None)
    top = None if reading.is_soft_top else reading.high
    return Span(reading.low, top, reading.low_open, reading.high_open)


def overtaken(newer: Figure, older: Figure) -> str:
    """That a figure has taken another's place."""
    return _("{older} has been overtaken by {newer}; both stay on record.").format(
        older=_quoted(older), newer=_quoted(newer)
    )


def units(figure: Figure, other: Figure) -> str:
    """That two figures cannot be compared."""
    return _(
        "{figure} counts in “{unit}” and {other} in “{other_unit}”: they cannot be compared."
    ).format(figure=_quoted(figure), unit=figure.unit, other=_quoted(other), other_unit=other.unit)


def unit_missing(newer: Figure, older: Figure) -> str:
    """That nobody can tell whether a newer count counts the same."""
    with_unit, without = (newer, older) if newer.unit else (older, newer)
    return _(
        "{newer} takes the place of {older}; {with_unit} counts in “{unit}”, and {without} names "
        "no unit: look whether both count the same."
    ).format(
        newer=_quoted(newer), older=_quoted(older), with_unit=_quoted(with_unit),
        unit=with_unit.unit, without=_quoted(without),
    )  # fmt: skip


def undated(figures: Sequence[Figure]) -> str:
    """That nobody knows as of when these were counted."""
    return ngettext(
        "No date is given for {figures}: nobody can say as of when it was counted.",
        "No dates are given for {figures}: nobody can say as of when they were counted.",
        len(figures),
    ).format(figures=_named(figures))


def uncopied(works: Collection[Work], *, can_be_asked: bool) -> str:
    """That a source cannot be looked up again."""
    named = _listed([f"“{work}”" for work in works])
    if can_be_asked:
        return ngettext(
            "No copy of {works} has been asked for yet. Ask for one at the source.",
            "No copies of {works} have been asked for yet. Ask for them at the sources.",
            len(works),
        ).format(works=named)
    return ngettext(
        "No copy of {works} is kept, and none can be fetched. Upload one at the source.",
        "No copies of {works} are kept, and none can be fetched. Upload them at the sources.",
        len(works),
    ).format(works=named)


def _quoted(figure: Figure) -> str:
    return f"“{figure.words}”"


def _with_population(figure: Figure) -> str:
    """What is counted stands with the number, where that is said briefly."""
    if not figure.population or len(figure.population) > LONGEST_POPULATION:
        return _quoted(figure)
    return f"{_quoted(figure)} ({figure.population})"


def _named(figures: Sequence[Figure]) -> str:
    return _listed([_quoted(figure) for figure in figures])


def _listed(names: Sequence[str]) -> str:
    """A, B and C; of very many the first, and how many more there are."""
    more = len(names) - MOST_NAMED
    if more > 1:
        last = ngettext("{number} more", "{number} more", more).format(number=more)
        names = [*names[:MOST_NAMED], last]
    if len(names) == 1:
        return names[0]
    return _("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])


def _span(span: Span | None) -> str:
    if span is None or (span.low is None and span.high is None):
        return _("an open number")
    if span.high is None:
        return _from(span)
    if span.low is None:
        return _up_to(span)
    if span.low == span.high:
        return _number(span.low)
    said = _("{low} to {high}")
    if span.low_open:
        said = _("over {low} to {high}")
    elif span.high_open:
        said = _("{low} to under {high}")
    return said.format(low=_number(span.low), high=_number(span.high))


def _from(span: Span) -> str:
    """Its lower end: "at least 100", or "more than 100" where that itself is not meant."""
    said = _("more than {low}") if span.low_open else _("at least {low}")
    return said.format(low=_number(span.low))


def _up_to(span: Span) -> str:
    """Its upper end: "at most 100", or "less than 100" where that itself is not meant."""
    said = _("less than {high}") if span.high_open else _("at most {high}")
    return said.format(high=_number(span.high))


def _number(number: Decimal | None) -> str:
    """In the digits of the language that is spoken."""
    if number is None:
        return ""
    return wording.number(number, (get_language() or "en").partition("-")[0])


def _percent(number: Decimal | None) -> str:
    """To one place even where that is 0: "30.0"."""
    return "" if number is None else number_format(number, decimal_pos=1)
