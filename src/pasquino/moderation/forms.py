"""The forms of this room: each wants a reason, and keeps it when it is refused."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pasquino.accounts.models import User
from pasquino.moderation.models import LONGEST_REASON, Action
from pasquino.moderation.records import Grounds

LONGEST_SUSPENSION = timedelta(days=3653)
# A validator and no `max_length`: that would have browsers cut what is pasted, without a word.
NOT_TOO_LONG = MaxLengthValidator(
    LONGEST_REASON, _("This may have %(limit_value)d characters; yours has %(show_value)d.")
)


class ReasonForm(forms.Form):
    """Why something is done: for readers, and perhaps a note for colleagues."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea({"rows": 2}),
        validators=[NOT_TOO_LONG],
        error_messages={"required": _("Give a reason: nothing is done without one.")},
    )
    note = forms.CharField(
        label=_("Note for moderators"),
        widget=forms.Textarea({"rows": 1}),
        validators=[NOT_TOO_LONG],
        required=False,
    )

    def grounds(self, by: User) -> Grounds:
        """What the valid form says."""
        return Grounds(by, self.cleaned_data["reason"], self.cleaned_data["note"])


class SuspendForm(ReasonForm):
    """Also until when; without a day, until somebody releases the account."""

    until = forms.DateField(
        label=_("Until the end of this day"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as year-month-day, such as 2027-03-31.")},
    )
    field_order = ("reason", "until", "note")

    def clean_until(self) -> datetime | None:
        """The moment that day ends in the magazine's zone; it must be to come, and not too far."""
        day: date | None = self.cleaned_data["until"]
        if day is None:
            return None
        today = timezone.localdate()
        if day < today:
            raise ValidationError(_("This day is over. Choose today or a later one."))
        if day > today + LONGEST_SUSPENSION:
            raise ValidationError(
                _("A suspension ends within ten years; leave the day empty for one without end.")
            )
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


class HeldForm(forms.Form):
    """Why held comments are released, or removed; which of the two decides what must be said."""

    release_reason = forms.CharField(
        label=_("Reason for releasing"),
        initial=_("Read: nothing speaks against it."),
        widget=forms.Textarea({"rows": 1}),
        validators=[NOT_TOO_LONG],
        required=False,
    )
    remove_reason = forms.CharField(
        label=_("Reason for removing"),
        widget=forms.Textarea({"rows": 1}),
        validators=[NOT_TOO_LONG],
        required=False,
    )

    def reason(self, act: str) -> str:
        """The reason for what is to be done; empty, with the refusal at its field, if missing."""
        name = f"{act}_reason"
        reason: str = self.cleaned_data.get(name, "") if self.is_valid() else ""
        if not reason and name in self.fields and name not in self.errors:
            self.add_error(name, _("Give a reason: nothing is done without one."))
        return reason


class FilterForm(forms.Form):
    """Which actions the list shows; a value nobody knows is as good as none."""

    verb = forms.ChoiceField(label=_("What"), required=False)
    by = forms.ChoiceField(label=_("Who"), required=False)

    def __init__(self, asked: dict[str, str], people: list[tuple[str, str]]) -> None:
        super().__init__(asked)
        self.fields["verb"].choices = [("", _("everything")), *Action.Verb.choices]  # type: ignore[attr-defined]  # a choice field's
        self.fields["by"].choices = [("", _("everybody")), *people]  # type: ignore[attr-defined]  # a choice field's

    def chosen(self, name: str) -> str:
        """The value chosen, or an empty text."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))
