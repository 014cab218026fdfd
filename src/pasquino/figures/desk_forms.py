"""The desk's forms about figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pasquino.figures import wording
from pasquino.figures.desk_fields import (
    FigureField,
    PartyField,
    number_field,
    party_of,
)
from pasquino.figures.models import Figure, FigureMark, FigureRelation
from pasquino.figures.stated import Reading, Stated, plain
from pasquino.sources.desk_fields import SourceField, source_of

LANGUAGE = "en"  # of words whose language is not given
STATED = ("qualifier", "amount", "amount_to", "per", "unit", "modal", "word")


class NotedForm(forms.Form):
    """What is noted of a figure: of whom, where, as of when, from where."""

    population = forms.CharField(
        label=_l("Of whom or what"), required=False,
        help_text=_l("As exactly as the source says: “households with a garden”."),
    )  # fmt: skip
    place = forms.CharField(label=_l("Where"), required=False)
    as_of = forms.CharField(
        label=_l("As of"), required=False,
        help_text=_l("2017, 2017-03 or 2017-03-07; empty where the source gives no date."),
    )  # fmt: skip
    as_of_note = forms.CharField(label=_l("About the date"), required=False)
    work = SourceField(label=_l("Source"))
    producer = PartyField(label=_l("Counted by"))
    via = forms.CharField(
        label=_l("By way of"), required=False,
        help_text=_l("Who the source has it from, if it did not count itself."),
    )  # fmt: skip
    leaves_out = forms.CharField(label=_l("Not counted"), required=False)
    reported_in = SourceField(label=_l("Reported in"))
    comment_number = forms.IntegerField(
        label=_l("Reported in comment"), required=False, min_value=1, max_value=2_000_000_000
    )
    reported_on = forms.CharField(label=_l("Reported on"), required=False)
    language = forms.CharField(
        label=_l("Language of the words"), required=False, help_text=_l("Its tag: en, de, fr.")
    )
    is_rhetorical = forms.BooleanField(label=_l("A way of speaking, no count"), required=False)
    note = forms.CharField(
        label=_l("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def noted(self) -> dict[str, Any]:
        """The fields as `actions.correct` takes them; what is new of them is made."""
        given = {name: self.cleaned_data[name] for name in NotedForm.base_fields}
        sources = {name: source_of(given[name]) for name in ("work", "reported_in")}
        return given | sources | {"producer": party_of(given["producer"])}


class FigureForm(NotedForm):
    """A figure's words, what they state, and what is noted of it."""

    words = forms.CharField(
        label=_l("Words as printed"), required=False,
        help_text=_l("With their qualifier: “almost 7,200”, “up to 503”, “a few hundred”."),
    )  # fmt: skip
    qualifier = forms.ChoiceField(
        label=_l("Qualifier"),
        required=False,
        choices=[("", _l("as the words say")), *Figure.Qualifier.choices],
    )
    amount = number_field(_l("Number"))
    amount_to = number_field(_l("to"))
    per = number_field(_l("out of"))
    unit = forms.CharField(
        label=_l("Unit"), required=False, max_length=40,
        help_text=_l("persons, percent, days, EUR, …"),
    )  # fmt: skip
    modal = forms.CharField(label=_l("Reservation"), required=False, max_length=60)
    word = forms.CharField(label=_l("Word for a number"), required=False, max_length=60)

    is_meant = forms.BooleanField(
        label=_l("The words mean this number"), required=False,
        help_text=_l("Though another one stands in them: “7.2”, in a table of thousands."),
    )  # fmt: skip

    data: QueryDict
    has_been_read = False  # the words were just looked at, and the fields filled in
    field_order = (
        "words", "language", *STATED, "population", "place", "as_of", "as_of_note", "work",
        "producer",
    )  # fmt: skip

    def stated(self) -> Stated | None:
        """What the editor says that the words state; None to have them read."""
        given = self.cleaned_data
        qualifier = given["qualifier"]
        if not qualifier and given["is_meant"] and given["amount"] is not None:
            found = self._found()
            qualifier = found.qualifier if found else "exactly"
        if not qualifier:
            return None
        return Stated(
            qualifier, given["amount"], given["amount_to"], given["per"],
            given["unit"], given["modal"], given["word"], given["words"],
        )  # fmt: skip

    def read(self) -> dict[str, Any]:
        """What is found in the words, for the fields of the form; empty where nothing is."""
        found = self._found()
        if found is None:
            return {}
        read = {name: getattr(found, name) for name in STATED}
        return {name: plain(v) if isinstance(v, Decimal) else v for name, v in read.items()}

    def clean(self) -> dict[str, Any]:
        """Refuse a number that is another than the one in the words, unless it is meant."""
        given = self.cleaned_data
        found, amount = self._found(), given.get("amount")
        if given.get("is_meant") or amount is None or found is None or found.amount is None:
            return given
        if found.amount_to is None and found.per is None and found.amount != amount:
            said = _(
                "The words say {there}, and here stands {here}. Put one of them right, or say "
                "that the words mean this number."
            )
            self.add_error("amount", said.format(there=plain(found.amount), here=plain(amount)))
        return given

    def _found(self) -> Stated | None:
        words, language = self.data.get("words", ""), self.data.get("language")
        return wording.parse(words, language or LANGUAGE)


class NewerForm(FigureForm):
    """A newer count of the same, and why it takes the older one's place."""

    reason = forms.ChoiceField(
        label=_l("Why it is the newer one"),
        choices=FigureRelation.Reason.choices,
        initial=FigureRelation.Reason.NEWER,
    )


class CorrectionForm(NotedForm):
    """What is noted of a figure, put right with a reason."""

    reason = forms.CharField(label=_l("Why it is put right"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)


class ReadingForm(forms.Form):
    """How a figure is read; an empty basis takes the default one."""

    low = number_field(_l("From"))
    high = number_field(_l("to"))
    high_open = forms.BooleanField(label=_l("The upper end itself is not meant"), required=False)
    basis = forms.CharField(
        label=_l("Because"), required=False, max_length=200,
        help_text=_l("Empty: read as usual again."),
    )  # fmt: skip

    def reading(self) -> Reading | None:
        """The editor's reading; None for the default one."""
        given = self.cleaned_data
        if not given["basis"].strip():
            return None
        return Reading(given["low"], given["high"], given["basis"], given["high_open"])


class RelationForm(forms.Form):
    """How a figure stands to another."""

    kind = forms.ChoiceField(label=_l("This figure is"), choices=FigureRelation.Kind.choices)
    other = FigureField(label=_l("the figure with number"))
    basis = forms.ChoiceField(
        label=_l("Who says so"),
        choices=FigureRelation.Basis.choices,
        initial=FigureRelation.Basis.EDITOR,
    )
    reason = forms.ChoiceField(
        label=_l("If it is newer: why"),
        required=False,
        choices=[("", "-"), *FigureRelation.Reason.choices],
    )
    note = forms.CharField(label=_l("Note"), required=False, max_length=300)


class MarkForm(forms.Form):
    """A figure is disputed or was withdrawn, and why."""

    kind = forms.ChoiceField(label=_l("It is"), choices=FigureMark.Kind.choices)
    reason = forms.CharField(
        label=_l("Why"), required=False, max_length=400, help_text=_l("Readers see it.")
    )


class AnswerForm(forms.Form):
    """What whoever proposed a newer count is told."""

    answer = forms.CharField(
        label=_l("Answer"), required=False, max_length=400,
        help_text=_l("Whoever proposed it reads this."),
    )  # fmt: skip


class SeriesForm(forms.Form):
    """A series of counts."""

    title = forms.CharField(label=_l("Title"), required=False, max_length=200)
    note = forms.CharField(
        label=_l("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class LineForm(forms.Form):
    """One way of counting in a series."""

    measure = forms.CharField(label=_l("What is counted"), required=False, max_length=200)
    definition = forms.CharField(label=_l("How it is counted"), required=False, max_length=300)
    producer = PartyField(label=_l("Counted by"))
    unit = forms.CharField(label=_l("Unit"), required=False, max_length=40)

    def line(self) -> dict[str, Any]:
        """The fields as `actions.add_line` takes them."""
        given = self.cleaned_data
        return given | {"producer": party_of(given["producer"])}


class PointForm(forms.Form):
    """A figure for a line."""

    figure = FigureField(label=_l("Figure"))


class DocumentForm(forms.Form):
    """A document of figures."""

    file = forms.FileField(label=_l("File"), help_text=_l("JSON or CSV, up to 5 MB."))
    name = forms.CharField(
        label=_l("What the document is called"), required=False, max_length=200,
        help_text=_l("Empty: by its own name, else the file's."),
    )  # fmt: skip
