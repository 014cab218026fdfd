"""The form in which a reader says that there is a newer count."""

from __future__ import annotations

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from pasquino.figures.models import DATE
from pasquino.sources import web_addresses

_TOO_LONG = _("This may have %(limit_value)d characters; yours has %(show_value)d.")


def up_to(longest: int) -> list[MaxLengthValidator]:
    """A validator and no `max_length`: that would have browsers cut what is pasted, silently."""
    return [MaxLengthValidator(longest, _TOO_LONG)]


class NewerForm(forms.Form):
    """The newer count in its source's words, its date, and where it stands."""

    words = forms.CharField(
        label=_("The newer count, in its source's words"),
        validators=up_to(300),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("With its qualifier: “almost 7,300”, “up to 503”."),
        error_messages={
            "required": _("Give the words as the source has them: the words are the figure.")
        },
    )
    as_of = forms.CharField(
        label=_("As of"),
        required=False,
        validators=[*up_to(10), DATE],
        help_text=_("As exactly as the source says it: 2017, 2017-03 or 2017-03-07."),
    )
    url = forms.CharField(
        label=_("Where it stands"),
        validators=up_to(web_addresses.LONGEST),
        widget=forms.URLInput(attrs={"placeholder": "https://", "dir": "ltr"}),
        help_text=_("The address of the page. We open it only when an editor has looked at it."),
        error_messages={"required": _("Give the address of the page where it stands.")},
    )
    note = forms.CharField(
        label=_("What else the editors should know"),
        required=False,
        validators=up_to(1000),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
