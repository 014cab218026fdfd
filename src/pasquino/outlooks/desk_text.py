"""An outlook written as plain text at the desk: a new one, and one that is put right."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from pasquino.accounts.access import member
from pasquino.outlooks import actions, citing, desk_sayings, documents, references, sentences
from pasquino.outlooks.desk_door import at_the_desk, by_editors, shown
from pasquino.outlooks.desk_forms import RevisionForm, TextForm
from pasquino.outlooks.models import Outlook, OutlookClaim
from pasquino.outlooks.plain_text import EXAMPLE, Part, one_line
from pasquino.outlooks.plain_text_reading import LineNotUnderstood, read
from pasquino.outlooks.plain_text_writing import written
from pasquino.outlooks.shapes import NotUnderstood

MONTHS_TO_REVIEWS = (6, 12, 24)


class _ChangedMeanwhile(Exception):
    """Somebody else has put the outlook right since the form was opened."""


class _WordsStay(Exception):
    """A claim's words were changed that readers have read, or that was assessed."""


@at_the_desk
def new(request: HttpRequest) -> HttpResponse:
    """An outlook is written, from its source to its claims."""
    form = TextForm(request.POST if request.method == "POST" else None, initial=_begun())
    if form.is_valid():
        try:
            with transaction.atomic():
                made = actions.make_outlook(read(form.cleaned_data["text"]), by=member(request))
        except (LineNotUnderstood, NotUnderstood, *sentences.REFUSALS) as refused:
            form.add_error("text", _of_refusal(refused))
        else:
            messages.success(request, desk_sayings.of_recorded(made))
            return redirect("desk-outlook", made.pk)
    return shown(request, "new.html", {"form": form, "example": EXAMPLE}, refused=form.is_bound)


@by_editors
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """An outlook is put right, with a reason; what it said before is kept."""
    found = get_object_or_404(Outlook, pk=number)
    now = written(documents.export(found))
    if request.method != "POST":
        form = RevisionForm(initial={"text": now, "seen": fingerprint(now)})
        context = {"outlook": found, "form": form, "example": EXAMPLE}
        return shown(request, "edit.html", context)
    form = RevisionForm(request.POST)
    meanwhile = ""
    if form.is_valid():
        try:
            _revise(request, found, form)
        except _ChangedMeanwhile:
            meanwhile = now
            form = _once_more(form, now)
        except (LineNotUnderstood, NotUnderstood, _WordsStay) as refused:
            form.add_error("text", _of_refusal(refused))
        except sentences.REFUSALS as refused:
            form.add_error(None, sentences.of_refusal(refused))
        else:
            messages.success(request, _("It is put right; what it said before is kept."))
            return redirect("desk-outlook", number)
    context = {"outlook": found, "form": form, "meanwhile": meanwhile, "example": EXAMPLE}
    return shown(request, "edit.html", context, refused=True)


def fingerprint(text: str) -> str:
    """What an outlook said when its form was opened, in a few letters."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def _revise(request: HttpRequest, found: Outlook, form: RevisionForm) -> None:
    given = form.cleaned_data
    locked = Outlook.objects.select_for_update(of=("self",)).get(pk=found.pk)
    before = documents.export(locked)
    if given["seen"] not in ("", fingerprint(written(before))):
        raise _ChangedMeanwhile
    after = read(given["text"], before)
    _check_words(locked, before, after)
    actions.revise_outlook(
        outlook=locked, document=after, reason=given["reason"], by=member(request)
    )


def _once_more(form: RevisionForm, now: str) -> RevisionForm:
    """The same form; sent again, it says that what changed meanwhile was seen."""
    data = form.data.copy()
    data["seen"] = fingerprint(now)
    again = RevisionForm(data)
    again.add_error(
        None,
        _(
            "Somebody else has put this outlook right while you wrote. What it says now stands "
            "below your text. Take over what is missing in yours, and save again."
        ),
    )
    return again


def _check_words(outlook: Outlook, before: Part, after: Part) -> None:
    """Raise _WordsStay where a claim that readers know would say something else."""
    was, becomes = _words(before), _words(after)
    reworded = [key for key, words in was.items() if becomes.get(key, words) != words]
    if not reworded:
        return
    is_public = citing.public().filter(pk=outlook.pk).exists()
    for claim in outlook.claims.filter(key__in=reworded).order_by("order"):
        if is_public or _is_used(claim):
            raise _WordsStay(claim.key)


def _words(document: Part) -> dict[str, tuple[str, str]]:
    """What each claim says and with which modality, by its key."""
    return {
        one.part["id"]: (one_line(one.part["claim"]), one_line(one.part.get("modality", "")))
        for one in references.claims(document)
    }


def _is_used(claim: OutlookClaim) -> bool:
    return any(rows.exists() for rows in (claim.assessments, claim.proposals, claim.probabilities))


def _of_refusal(refused: Exception) -> str:
    if isinstance(refused, LineNotUnderstood) and refused.line:
        problem = {"line": refused.line, "problem": refused.problem}
        return _("Line %(line)s: %(problem)s") % problem
    if isinstance(refused, _WordsStay):
        return _(
            "The words and the modality of claim %(key)s stay as they are: it was published, "
            "assessed, or readers said something of it. Write a new claim beside it, under a "
            "key of its own."
        ) % {"key": refused}
    if isinstance(refused, (LineNotUnderstood, NotUnderstood)):
        return str(refused)
    return sentences.of_refusal(refused)


def _begun() -> dict[str, str]:
    """The lines that most outlooks have, with review dates in half a year, one and two years."""
    today = timezone.localdate()
    days = "; ".join(_months_later(today, months).isoformat() for months in MONTHS_TO_REVIEWS)
    words = ("title", "by", "stated in", "stated on", "condition", "condition in the source")
    lines = [f"{word}: " for word in (*words, "condition in the story", "by when")]
    return {"text": "\n".join([*lines, f"review on: {days}", "", "@ [P1] ", "", "# ", "- ", "! "])}


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or the 28th where that month might not have it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))
