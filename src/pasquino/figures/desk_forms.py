"""The desk's forms about figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pasquino.figures import sentences, wording
from pasquino.figures.models import Figure, FigureMark, FigureRelation
from pasquino.figures.refusals import NumberTooLong
from pasquino.figures.stated import MOST_DIGITS, Reading, Stated, plain
from pasquino.sources import web_addresses
from pasquino.sources.models import Party, Work
from pasquino.sources.parties import LONGEST_NAME, party_for
from pasquino.sources.works import LONGEST_TITLE, work_for

SCHEMES = ("http://", "https://")
_DIGITS = 18
LANGUAGE = "en"  # of words whose language is not given
STATED = ("qualifier", "amount", "amount_to", "per", "unit", "modal", "word")


class NumberField(forms.Field):
    """A number as people type it, or nothing."""

    def to_python(self, value: Any) -> Any:  # what a form sends
        """A Decimal or None; refused with a sentence where it is no number."""
        text = "".join(str(value or "").split())
        if not text:
            return None
        try:
            number = Decimal(text)
        except ArithmeticError:
            number = Decimal("NaN")
        if not number.is_finite():
            raise forms.ValidationError(
                _("“%(text)s” is no number. Use digits, and a point before the fraction."),
                params={"text": text[:40]},
            )
        if abs(number.adjusted()) > MOST_DIGITS:
            raise forms.ValidationError(sentences.of_refusal(NumberTooLong(number)))
        return number

    def prepare_value(self, value: Any) -> Any:  # what a form was given
        """Without an exponent or trailing zeros."""
        return plain(value) if isinstance(value, Decimal) else value


def _number(label: Any) -> NumberField:  # a lazy translation
    return NumberField(label=label, required=False)


class SourceField(forms.CharField):
    """A source by its number, its address or its title; `source_of` makes it when it is used."""

    def __init__(self, **options: Any) -> None:
        text = _l("Its number, its web address, or its title.")
        super().__init__(required=False, max_length=2000, help_text=text, **options)

    def validate(self, value: str) -> None:
        """Refuse a number that no source has, and an address that is none."""
        if _is_number(value):
            if not Work.objects.filter(pk=int(value[:_DIGITS])).exists():
                raise forms.ValidationError(
                    _("No source has this number; look it up under Sources.")
                )
        elif value.startswith(SCHEMES):
            try:
                web_addresses.cleaned(value)
            except web_addresses.NoWebAddress as refused:
                raise forms.ValidationError(sentences.of_refusal(refused)) from refused
        elif len(value) > LONGEST_TITLE:
            raise forms.ValidationError(_("A title has up to 500 characters."))

    def prepare_value(self, value: Any) -> Any:  # what a form was given
        """A work by its number."""
        return value.pk if isinstance(value, Work) else value


class PartyField(forms.CharField):
    """Somebody by name; `party_of` makes them known when they are used."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=LONGEST_NAME, **options)

    def prepare_value(self, value: Any) -> Any:  # what a form was given
        """A party by its name."""
        return value.name if isinstance(value, Party) else value


def source_of(given: str) -> Work | None:
    """The work that a `SourceField` means, made where its address or title is new."""
    if not given.strip():
        return None
    if _is_number(given):
        return Work.objects.get(pk=int(given[:_DIGITS]))
    return work_for(url=given) if given.startswith(SCHEMES) else work_for(title=given)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def party_of(name: str) -> Party | None:
    """The party that a `PartyField` means, made where the name is new."""
    return party_for(name, Party.Kind.ORGANISATION) if name.strip() else None


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
    amount = _number(_l("Number"))
    amount_to = _number(_l("to"))
    per = _number(_l("out of"))
    unit = forms.CharField(
        label=_l("Unit"), required=False, max_length=40,
        help_text=_l("persons, percent, days, EUR, …"),
    )  # fmt: skip
    modal = forms.CharField(label=_l("Reservation"), required=False, max_length=60)
    word = forms.CharField(label=_l("Word for a number"), required=False, max_length=60)

    data: QueryDict
    has_been_read = False  # the words were just looked at, and the fields filled in
    field_order = (
        "words", "language", *STATED, "population", "place", "as_of", "as_of_note", "work",
        "producer",
    )  # fmt: skip

    def stated(self) -> Stated | None:
        """What the editor says that the words state; None to have them read."""
        given = self.cleaned_data
        if not given["qualifier"]:
            return None
        return Stated(
            given["qualifier"], given["amount"], given["amount_to"], given["per"],
            given["unit"], given["modal"], given["word"], given["words"],
        )  # fmt: skip

    def read(self) -> dict[str, Any]:
        """What is found in the words, for the fields of the form; empty where nothing is."""
        found = wording.parse(self.data.get("words", ""), self.data.get("language") or LANGUAGE)
        if found is None:
            return {}
        read = {name: getattr(found, name) for name in STATED}
        return {name: plain(v) if isinstance(v, Decimal) else v for name, v in read.items()}


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

    low = _number(_l("From"))
    high = _number(_l("to"))
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


class FigureField(forms.Field):
    """A figure by its number: 12 or fig:12."""

    def to_python(self, value: Any) -> Any:  # what a form sends
        """The figure; refused with a sentence where none has this number."""
        text = str(value or "").strip().removeprefix("fig:")
        known = text.isascii() and text.isdecimal()
        figure = Figure.objects.filter(pk=int(text[:18])).first() if known else None
        if figure is None:
            raise forms.ValidationError(_("No figure has this number; look it up under Figures."))
        return figure


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
