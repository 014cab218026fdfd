"""What the desk tells an editor after a deed on claims: what counts now, which copies are kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pasquino.magazine.templatetags.magazine_tags import day_in_words
from pasquino.outlooks import records, sentences
from pasquino.outlooks.models import Assessment, Outlook
from pasquino.sources.models import CaptureRequest


def of_recorded(outlook: Outlook) -> str:
    """A new outlook, and what its claims read as: overdue ones are never called open."""
    standings = records.standings_of(outlook.claims.all()).values()
    words = dict.fromkeys(sentences.of_standing(one) for one in standings)
    read = [_("“{state}”").format(state=state) for state in words]
    if not read:
        return _("The outlook is recorded. It has no claims yet.")
    return _("The outlook is recorded. Its claims read {words}.").format(words=", ".join(read))


def of_assessed(made: Assessment, *, is_proposed: bool = False) -> str:
    """Whether a new assessment counts, and what copies there are of its sources."""
    counting = records.standing_of(made.claim).assessment
    credited = _("Whoever proposed it is credited.") if is_proposed else ""
    parts = [_what_counts(made, counting), credited, *_copies(made)]
    return " ".join(part for part in parts if part)


def _what_counts(made: Assessment, counting: Assessment | None) -> str:
    if counting is None or counting.pk == made.pk:
        return _("It is assessed.")
    return _(
        "The assessment of {noted} is noted; the assessment of {counting} still counts."
    ).format(noted=day_in_words(made.on), counting=day_in_words(counting.on))


def _copies(made: Assessment) -> list[str]:
    """A sentence for each source: a copy is kept, is asked for, or has to be brought."""
    said = []
    for source in made.sources.select_related("work"):
        requests = source.work.requests.filter(state__in=CaptureRequest.WAITING)
        if source.capture_id:
            words = _("A copy of “{source}” is kept.")
        elif requests.exists():
            words = _("A copy of “{source}” is asked for.")
        else:
            words = _("No copy of “{source}” is kept; upload one at the source.")
        said.append(words.format(source=source.name))
    return said
