"""The form that makes a token."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pasquino.accounts.models import ApiToken
from pasquino.accounts.tokens import MOST_DAYS, USUAL_DAYS


class TokenForm(forms.Form):
    """What a token is for, what it may do, and for how many days."""

    name = forms.CharField(
        label=_("Name"),
        max_length=ApiToken._meta.get_field("name").max_length,
        help_text=_("What will use it, so that you know later which one to revoke."),
        error_messages={"required": _("Say what will use the token.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=ApiToken.Scope.choices,
        initial=[ApiToken.Scope.COMMENT],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that it may do.")},
    )
    days = forms.TypedChoiceField(
        label=_("Expires after"),
        coerce=int,
        choices=[
            (7, _("7 days")),
            (30, _("30 days")),
            (USUAL_DAYS, _("90 days")),
            (MOST_DAYS, _("365 days")),
        ],
        initial=USUAL_DAYS,
        error_messages={"invalid_choice": _("Choose one of the times in the list.")},
    )
