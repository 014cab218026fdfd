"""The desk's forms about outlooks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _l

from pasquino.outlooks.models import OutlookPolicy, State
from pasquino.sources.desk_fields import SourcesField

_NO_DAY = _l("Give the day in numbers, such as 2018-03-07.")


class AssessForm(forms.Form):
    """How a claim stands as of a day, and on whose word."""

    verdict = forms.ChoiceField(
        label=_l("Verdict"), required=False, choices=[("", _l("choose one")), *State.choices]
    )
    on = forms.DateField(
        label=_l("As of"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _NO_DAY, "invalid": _NO_DAY},
    )
    sources = SourcesField(label=_l("Sources"))
    assessor = forms.CharField(
        label=_l("According to"), required=False, max_length=200,
        help_text=_l("Whose finding it is, if it is not the magazine’s own."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_l("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_l("What the sources say, and why that makes it so. Readers see it."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)

    data: QueryDict
    use_required_attribute = False


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=_l("Why"), required=False, max_length=400, help_text=_l("Readers see it.")
    )


class AnswerForm(forms.Form):
    """What whoever proposed an assessment is told."""

    answer = forms.CharField(
        label=_l("Answer"), required=False, max_length=400,
        help_text=_l("Whoever proposed it reads this."),
    )  # fmt: skip


class ObservationForm(forms.Form):
    """Something that happened to the condition of an outlook."""

    what = forms.CharField(
        label=_l("What happened"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    on = forms.CharField(
        label=_l("When"), required=False, max_length=10,
        help_text=_l("As exactly as it is known: 2017, 2017-03 or 2017-03-07."),
    )  # fmt: skip
    url = forms.CharField(
        label=_l("Where it stands"), required=False, max_length=2000,
        help_text=_l("The address of a page."),
    )  # fmt: skip
    effect = forms.CharField(
        label=_l("What that means for the condition"), required=False, max_length=300
    )


class TextForm(forms.Form):
    """An outlook as plain text."""

    text = forms.CharField(
        label=_l("The outlook as text"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "true", "dir": "auto"}),
    )  # fmt: skip


class RevisionForm(TextForm):
    """An outlook as plain text, put right with a reason; `seen` is the text it was opened with."""

    reason = forms.CharField(
        label=_l("Why it is put right"), required=False, max_length=400,
        help_text=_l("It stands in the outlook’s history."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)

    data: QueryDict


class DocumentForm(forms.Form):
    """A file of outlooks."""

    file = forms.FileField(label=_l("File"), help_text=_l("JSON, up to 5 MB."))


class PolicyForm(forms.ModelForm):
    """What the magazine does with outlooks."""

    class Meta:
        model = OutlookPolicy
        fields: Any = ["readers_state_probabilities"]
