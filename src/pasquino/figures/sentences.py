"""What this room says to people when a deed is refused."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pasquino.figures import refusals
from pasquino.figures.models import Figure, FigureProposal, Series, SeriesLine
from pasquino.sources.models.works import NO_DATE
from pasquino.sources.web_addresses import NoWebAddress


def of_refusal(refused: Exception) -> str:
    """What to tell somebody whose wish was refused: one of `REFUSALS`."""
    if isinstance(refused, refusals.TooLong):
        return _("“{field}” takes up to {longest} characters; this has {length}.").format(
            field=label(refused.field), longest=refused.longest, length=refused.length
        )
    if isinstance(refused, refusals.NotText):
        return _("“{field}” holds signs that are no text. Write it again.").format(
            field=label(refused.field)
        )
    return str(_REFUSED[type(refused)])


def label(name: str) -> str:
    """What people call a field."""
    if name in _CALLED:
        return str(_CALLED[name])
    for model in (Figure, Series, SeriesLine, FigureProposal):
        for field in model._meta.fields:
            if field.name == name:
                return str(field.verbose_name)
    return name


_CALLED = {  # what people never fill in under its own name
    "reading_basis": _l("reading"),
    "comment_number": _l("comment"),
    "local_id": _l("id"),
    "document": _l("document"),
}

_REFUSED: dict[type[Exception], object] = {
    refusals.NoWords: _l("Give the words as the source has them: the words are the figure."),
    refusals.NumberTooLong: _l(
        "A number has up to 15 digits, up to 6 of them behind the point. Round it, and keep the "
        "source's words."
    ),
    refusals.NoNumber: _l(
        "No number is found in these words. Give the number, or choose “vague” with its word, or "
        "“not given, only where to look”."
    ),
    refusals.TooManyNumbers: _l(
        "Two numbers go with “between” and “ratio” only; give one, or choose one of these."
    ),
    refusals.ShareAboveWhole: _l("A share is at most 100 percent of its whole."),
    refusals.NotAShare: _l(
        "A share is given in percent or as a ratio. Say that it is a part of the other instead."
    ),
    refusals.Backwards: _l("The upper number is below the lower one. Change them round."),
    refusals.NoDate: NO_DATE,
    refusals.RelatedToItself: _l("A figure cannot be related to itself. Choose another one."),
    refusals.PartOfItself: _l("The other figure is a part of this one already; not both can be."),
    refusals.SupersedesItself: _l(
        "The other figure is a newer count than this one already, so it cannot be the older one."
    ),
    refusals.AlreadySuperseded: _l(
        "It has been overtaken by another count. Say that yours is newer than that one."
    ),
    refusals.CountedEarlier: _l(
        "The newer count is as of an earlier day than the one it is to replace, so it was not "
        "counted later. Put the date right, or choose another reason: revised, corrected, or "
        "counted otherwise."
    ),
    refusals.CountsOtherThings: _l(
        "The two count in different units, so one cannot be the newer count of the other. Say "
        "how else they stand to each other, or enter the count in the unit of the older one."
    ),
    refusals.NotCountedYet: _l(
        "“As of” is a day to come, and nothing can have been counted then. Put the date right; "
        "what is only expected belongs into an outlook."
    ),
    refusals.OfAnotherUnit: _l(
        "This line counts in another unit. A line never joins two: begin another line."
    ),
    refusals.OfAnotherProducer: _l(
        "This line is counted by somebody else. A line never joins two: begin another line."
    ),
    refusals.NoReason: _l("Say why: others have to be able to follow it."),
    refusals.AlreadyMarked: _l("It is marked so already. Lift that mark first."),
    refusals.WordsStay: _l(
        "What a source said is never changed. Record another figure that supersedes this one."
    ),
    refusals.AlreadyDecided: _l("Somebody has decided about this proposal already."),
    NoWebAddress: _l("This is not the address of a web page. It begins with https:// or http://."),
}

REFUSALS: tuple[type[Exception], ...] = (*_REFUSED, refusals.TooLong, refusals.NotText)
