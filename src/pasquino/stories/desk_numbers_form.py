"""The form that makes a number in a draft a figure: filled in from the words around it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pasquino.figures.models import Figure
from pasquino.figures.stated import Stated, plain
from pasquino.sources import parties
from pasquino.sources.models import Party, Work
from pasquino.stories import desk_quotations, rendering
from pasquino.stories.desk_numbers import Number
from pasquino.stories.models import MarkedFigure, Story

LARGEST = 2**63 - 1
STATED = ("qualifier", "amount", "amount_to", "per", "unit", "modal", "word")
NOTED = ("population", "place", "leaves_out", "as_of", "as_of_note", "via")


class NumberForm(forms.ModelForm[Figure]):
    """What the words state, and what is known of it; only the words themselves are fixed."""

    source = forms.ModelChoiceField(
        Work.objects.none(), label=_l("Source"), required=False,
        help_text=_l("One of this story’s sources."),
    )  # fmt: skip
    source_number = forms.IntegerField(
        label=_l("Or the number of another source"), required=False, min_value=1
    )
    producer_name = forms.CharField(
        label=_l("Counted by"), required=False, max_length=parties.LONGEST_NAME
    )

    field_order = (
        "source", "source_number", "as_of", "population", "place", "producer_name", "qualifier",
        "amount", "amount_to", "unit",
    )  # fmt: skip

    class Meta:
        model = Figure
        fields = (*STATED, *NOTED)
        labels = {
            "amount": _l("Number"),
            "amount_to": _l("Upper number, of two"),
            "per": _l("Per, of a ratio"),
        }
        help_texts = {
            "as_of": _l("2017, 2017-03 or 2017-03-07; empty where the source gives no date."),
            "modal": _l("What makes it less than a statement: “potentially”."),
            "word": _l("Where no number is given: “a few hundred”."),
        }

    def __init__(self, *args: Any, works: list[Work], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        numbers = [work.pk for work in works]
        self.fields["source"].queryset = Work.objects.filter(pk__in=numbers)  # type: ignore[attr-defined]  # a choice of models
        self.fields["source"].empty_label = _("Not named")  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        """Refuse a number that no source has, and two sources."""
        given: dict[str, Any] = super().clean() or {}
        number = given.get("source_number")
        if not number:
            return given
        work = Work.objects.filter(pk=min(number, LARGEST)).first()
        if work is None:
            self.add_error(
                "source_number", _("No source has this number; look it up under Sources.")
            )
        elif given.get("source") not in (None, work):
            self.add_error("source_number", _("Give one source: choose it, or give its number."))
        given["source"] = work
        return given

    def given(self) -> dict[str, Any]:
        """The fields of `figures.actions.record_figure`."""
        cleaned = self.cleaned_data
        names = parties.names_in(cleaned["producer_name"])
        named = parties.parties_for(names, Party.Kind.ORGANISATION)
        return {
            **{name: cleaned[name] for name in NOTED},
            "stated": Stated(**{name: cleaned[name] for name in STATED}),
            "language": self.language,
            "work": cleaned["source"],
            "producer": named[0] if named else None,
        }


def form_for(story: Story, number: Number, data: Any = None) -> NumberForm:
    """The form of a number in a draft, filled in with what can be guessed."""
    stated = number.stated
    amounts = {name: getattr(stated, name) for name in ("amount", "amount_to", "per")}
    works = works_of(story)
    return NumberForm(
        data,
        works=works,
        language=desk_quotations.language_of(story),
        initial={
            "qualifier": stated.qualifier,
            **{name: plain(found) for name, found in amounts.items() if found is not None},
            "unit": stated.unit,
            "modal": stated.modal,
            "word": stated.word,
            "population": number.of_whom,
            "source": _guessed_source(story, number, works),
        },
    )


def works_of(story: Story) -> list[Work]:
    """The sources of a draft: of its quotations, and of its figures."""
    marked = MarkedFigure.objects.filter(story=story.pk).values("figure")
    figures = {row.figure_id for row in story.marked_figures.all()}
    known = Work.objects.filter(figures__in=figures) | Work.objects.filter(figures__in=marked)
    return list(dict.fromkeys([*desk_quotations.works_of(story), *known.distinct()]))


def _guessed_source(story: Story, number: Number, works: list[Work]) -> Work | None:
    """That of the quotation it stands in, or of the last figure entered, or the only one."""
    for block in story.body:
        if str(block.id) == number.place[0] and block.block_type == "quotation":
            return desk_quotations.known_work(rendering.quotation_entry("", block.value))
    rows = list(story.marked_figures.all())
    if rows and rows[-1].figure.work:
        return rows[-1].figure.work
    return works[0] if len(works) == 1 else None
