"""The form in which a reader says how a claim turned out."""

from __future__ import annotations

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from pasquino.outlooks.models import State
from pasquino.sources import web_addresses

_TOO_LONG = _("This may have %(limit_value)d characters; yours has %(show_value)d.")
PROPOSABLE = [(str(state), state.label) for state in State if state != State.OPEN]


def _up_to(longest: int) -> list[MaxLengthValidator]:
    """A validator and no `max_length`: that would have browsers cut what is pasted, silently."""
    return [MaxLengthValidator(longest, _TOO_LONG)]


class AssessmentForm(forms.Form):
    """A verdict, as of when, why, and where that stands."""

    verdict = forms.ChoiceField(
        label=_("What became of it"),
        choices=[("", _("choose")), *PROPOSABLE],
        error_messages={
            "required": _("Choose one of the verdicts from the list."),
            "invalid_choice": _("Choose one of the verdicts from the list."),
        },
    )
    on = forms.CharField(
        label=_("As of"),
        validators=_up_to(10),
        help_text=_("As exactly as you know it: 2017, 2017-03 or 2017-03-07."),
        error_messages={"required": _("Say as of when: 2017, 2017-03 or 2017-03-07.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        validators=_up_to(1000),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("What the source says of it, in a sentence or two."),
        error_messages={"required": _("Say why in a few words.")},
    )
    url = forms.CharField(
        label=_("Where it stands"),
        validators=_up_to(web_addresses.LONGEST),
        widget=forms.URLInput(attrs={"placeholder": "https://", "dir": "ltr"}),
        help_text=_("The address of the page. We open it only when an editor has looked at it."),
        error_messages={"required": _("Give the address of the page where it stands.")},
    )
