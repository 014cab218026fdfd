"""One figure at the desk: entering it, putting it right, and how it stands to others."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from pasquino.accounts.access import member
from pasquino.figures import actions, checking, citing, reader_words, records, sentences
from pasquino.figures.desk_door import (
    at_the_desk,
    by_editors,
    done,
    left_to_editors,
    may_change,
    shown,
)
from pasquino.figures.desk_forms import (
    CorrectionForm,
    FigureForm,
    MarkForm,
    NewerForm,
    NotedForm,
    ReadingForm,
    RelationForm,
)
from pasquino.figures.models import Figure, FigureMark, FigureRelation

Filled = TypeVar("Filled", bound=FigureForm)
READ = "read"  # the button that has the words read


@at_the_desk
def add(request: HttpRequest) -> HttpResponse:
    """A figure is entered; its words are read first, and what was found can be put right."""
    form = FigureForm(request.POST or None)
    if request.POST and READ in request.POST:
        return shown(request, "add.html", {"form": read_anew(form)})
    if form.is_valid():
        figure = _recorded(request, form)
        if figure:
            messages.success(request, _("The figure is recorded."))
            return redirect("desk-figure", figure.pk)
    return shown(request, "add.html", {"form": form}, refused=form.is_bound)


@at_the_desk
def newer(request: HttpRequest, number: int) -> HttpResponse:
    """A newer count of a figure is entered; it takes the place of the newest there is."""
    older = records.newest_of(get_object_or_404(Figure, pk=number))
    last = records.last_of(older)
    form = NewerForm(request.POST or None, initial=taken_over(older))
    context = {
        "older": older, "last": last, "form": form, "is_public": citing.is_public(older),
        "may_change": may_change(request, [older]),
    }  # fmt: skip
    if request.POST and READ in request.POST:
        return shown(request, "newer.html", context | {"form": read_anew(form)})
    if form.is_valid() and _is_allowed(request, form, older):
        with transaction.atomic():
            figure = _recorded(request, form, supersedes=last)
            if figure is None:
                transaction.set_rollback(True)
        if figure:
            messages.success(request, _("Stories that cite the older count show this one now."))
            return redirect("desk-figure", figure.pk)
    return shown(request, "newer.html", context, refused=form.is_bound)


def taken_over(older: Figure) -> dict[str, Any]:
    """What a newer count has in common with the older one, for the form."""
    taken = ("language", "unit", "population", "place", "leaves_out", "producer")
    return {name: getattr(older, name) for name in taken}


def read_anew(form: Filled) -> Filled:
    """The form once more, with what is found in the words; what else was typed stays."""
    again = type(form)(initial={**form.data.dict(), **form.read()})
    again.has_been_read = True
    return again


def _recorded(
    request: HttpRequest, form: FigureForm, supersedes: Figure | None = None
) -> Figure | None:
    """The figure; None where it is refused, and the form says why."""
    given = form.cleaned_data
    try:
        with transaction.atomic():
            figure = actions.record_figure(
                words=given["words"], stated=form.stated(), unit=given["unit"],
                by=member(request), **form.noted(),
            )  # fmt: skip
            if supersedes:
                actions.supersede(
                    newer=figure, older=supersedes, reason=given["reason"], by=member(request)
                )
    except sentences.REFUSALS as refused:
        form.add_error(None, sentences.of_refusal(refused))
        return None
    return figure


@at_the_desk
def figure(request: HttpRequest, number: int) -> HttpResponse:
    """All that is known of a figure; a POST puts right what was noted of it."""
    found = _figure(number)
    if request.method != "POST":
        return page(request, found)
    form = CorrectionForm(request.POST)
    if form.is_valid():
        if form.cleaned_data["seen"] not in ("", fingerprint(found)):
            form.add_error(
                None,
                _(
                    "Somebody else has changed this figure while you wrote. Compare with its "
                    "changes below, and save again."
                ),
            )
        elif _is_allowed(request, form, found) and done(
            form, lambda: _correct(request, found, form)
        ):
            messages.success(request, _("It is put right; what was noted before is kept."))
            return redirect("desk-figure", number)
    return page(request, _figure(number), correction=form)


def _correct(request: HttpRequest, found: Figure, form: CorrectionForm) -> Figure:
    reason = form.cleaned_data["reason"]
    return actions.correct(figure=found, reason=reason, by=member(request), **form.noted())


@at_the_desk
@require_POST
def read_otherwise(request: HttpRequest, number: int) -> HttpResponse:
    """How a figure is read, said by an editor, or as usual again."""
    found, form = _figure(number), ReadingForm(request.POST)
    if (
        form.is_valid()
        and _is_allowed(request, form, found)
        and done(
            form,
            lambda: actions.set_reading(figure=found, reading=form.reading(), by=member(request)),
        )
    ):
        messages.success(request, _("It is read so from now on."))
        return redirect("desk-figure", number)
    return page(request, found, reading=form)


@at_the_desk
@require_POST
def relate(request: HttpRequest, number: int) -> HttpResponse:
    """How a figure stands to another."""
    found, form = _figure(number), RelationForm(request.POST)
    if (
        form.is_valid()
        and _is_allowed(request, form, found, form.cleaned_data["other"])
        and done(
            form, lambda: actions.relate(figure=found, by=member(request), **form.cleaned_data)
        )
    ):
        messages.success(request, _("It is noted, and looked at: see what adds up."))
        return redirect("desk-figure", number)
    return page(request, found, relation=form)


@at_the_desk
@require_POST
def unrelate(request: HttpRequest, number: int, relation: int) -> HttpResponse:
    """Two figures stand to each other no longer as was said."""
    found = FigureRelation.objects.select_related("figure", "other").filter(pk=relation).first()
    if found and number in (found.figure_id, found.other_id):
        if not may_change(request, [found.figure, found.other]):
            messages.error(request, left_to_editors())
            answer = page(request, _figure(number))
            answer.status_code = 403
            return answer
        actions.unrelate(relation=found, by=member(request))
        messages.success(request, _("It is taken back."))
    return redirect("desk-figure", number)


@by_editors
@require_POST
def mark(request: HttpRequest, number: int) -> HttpResponse:
    """A figure is disputed or withdrawn."""
    found, form = _figure(number), MarkForm(request.POST)
    if form.is_valid() and done(
        form, lambda: actions.mark(figure=found, by=member(request), **form.cleaned_data)
    ):
        messages.success(request, _("Readers see it wherever the figure stands."))
        return redirect("desk-figure", number)
    return page(request, found, marking=form)


@by_editors
@require_POST
def lift(request: HttpRequest, number: int, mark: int) -> HttpResponse:
    """A dispute is settled, or a withdrawal taken back."""
    found = get_object_or_404(FigureMark, pk=mark, figure=number)
    actions.lift_mark(mark=found, by=member(request))
    messages.success(request, _("It is lifted; the mark stays on record."))
    return redirect("desk-figure", number)


def page(
    request: HttpRequest,
    found: Figure,
    *,
    correction: NotedForm | None = None,
    reading: ReadingForm | None = None,
    relation: RelationForm | None = None,
    marking: MarkForm | None = None,
) -> HttpResponse:
    """The page of a figure; with a form that was refused, 422."""
    read_as = records.reading_of(found)
    context: dict[str, Any] = {  # what the template shows
        "figure": found,
        "state": records.state_of(found),
        "chain": records.chain_of(found),
        "stated": reader_words.stated(found),
        "read_as": reader_words.reading(read_as, found.unit),
        "basis": read_as.basis if read_as else "",
        "checks": checking.checks_of([found]),
        "relations": _relations(found),
        "marks": found.marks.select_related("by").order_by("-at"),
        "changes": found.changes.select_related("by").order_by("-at")[:50],
        "points": found.series_points.select_related("line__series"),
        "cited": citing.counts([found.pk])[found.pk],
        "cited_by": citing.shown(found),
        "is_public": citing.is_public(found),
        "may_change": may_change(request, [found]),
        "correction": correction or CorrectionForm(initial=_noted(found)),
        "reading_form": reading or ReadingForm(initial=_reading(found)),
        "relation_form": relation or RelationForm(),
        "mark_form": marking or MarkForm(),
    }
    refused = bool(correction or reading or relation or marking)
    return shown(request, "figure.html", context, refused=refused)


def fingerprint(found: Figure) -> str:
    """What was noted of a figure when its form was opened, in a few letters."""
    noted = [str(getattr(found, name) or "") for name in NotedForm.base_fields]
    return hashlib.sha256("\n".join(noted).encode()).hexdigest()[:16]


def _noted(found: Figure) -> dict[str, Any]:
    noted = {name: getattr(found, name) for name in NotedForm.base_fields}
    return noted | {"seen": fingerprint(found)}


def _reading(found: Figure) -> dict[str, Any]:
    known = found.edited_reading
    if known is None:
        return {}
    return {
        "low": known.low, "high": known.high, "high_open": known.high_open, "basis": known.basis,
    }  # fmt: skip


def _figure(number: int) -> Figure:
    return get_object_or_404(
        Figure.objects.select_related("work", "producer", "reported_in", "reading_by"), pk=number
    )


def _relations(found: Figure) -> list[FigureRelation]:
    both = found.relations.select_related("other", "figure", "by").order_by("pk")
    other = found.relations_to_it.select_related("other", "figure", "by").order_by("pk")
    return [*both, *other]


def _is_allowed(request: HttpRequest, form: forms.Form, *figures: Figure) -> bool:
    """Whether somebody may decide what is said of these figures; if not, the form says why."""
    if may_change(request, figures):
        return True
    form.add_error(None, left_to_editors())
    return False
