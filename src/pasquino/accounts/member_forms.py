"""The forms of members' own pages, and of the editors' pages about members."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pasquino.accounts import limits, names
from pasquino.accounts.claims import LONGEST_EVIDENCE, claimable
from pasquino.accounts.models import User

KEEP, BLANK = "keep", "blank"


class ClaimForm(forms.Form):
    """Which imported reader the member was, and how an editor can know."""

    reader = forms.CharField(
        label=gettext_lazy("The name you wrote under"),
        max_length=names.LONGEST + 6,
        help_text=gettext_lazy("As it stands at the old comments."),
    )
    evidence = forms.CharField(
        label=gettext_lazy("How an editor can know that it was you"),
        max_length=LONGEST_EVIDENCE,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "For example the mail address you had there, or a page of yours that names both."
        ),
    )
    wants_name = forms.BooleanField(
        label=gettext_lazy("Call me by that name from then on"), required=False
    )

    def clean_reader(self) -> User:
        """The imported reader of this name, or whose page has this address."""
        text = self.cleaned_data["reader"]
        found = claimable().filter(slug=text).first()
        found = found or claimable().filter(name_key=names.folded(text)).order_by("pk").first()
        if found is None:
            raise ValidationError(
                _(
                    "Nobody of this name came here from elsewhere, or an editor has decided "
                    "already who they were. Look at the name beside one of the old comments."
                )
            )
        return found


class ClosingForm(forms.Form):
    """What becomes of the comments, and that it is really the member who asks."""

    comments = forms.ChoiceField(
        label=gettext_lazy("What shall become of your comments?"),
        choices=[
            (KEEP, gettext_lazy("Keep them, under “former member” and a number")),
            (BLANK, gettext_lazy("Delete their text, and the ratings I gave, for good")),
        ],
        widget=forms.RadioSelect,
    )
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )
    name = forms.CharField(
        label=gettext_lazy("Your name, to be sure that it is you"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_certain = forms.BooleanField(
        label=gettext_lazy("Close my account now. I know that nobody can open it again.")
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        del self.fields["name" if person.has_usable_password() else "password"]

    def clean_password(self) -> str:
        """It is theirs; tries count as at the door, before one is hashed."""
        password: str = self.cleaned_data["password"]
        try:
            is_theirs = get_adapter().reauthenticate(self.person, password)
        except limits.TooOften as often:
            raise ValidationError(
                _("That was tried too often. Wait %(minutes)d minutes and try again."),
                params={"minutes": often.minutes(timezone.now())},
            ) from often
        if not is_theirs:
            raise ValidationError(_("This is not your password."))
        return password

    def clean_name(self) -> str:
        """It is theirs, however it is capitalised."""
        name: str = self.cleaned_data["name"]
        if names.folded(name) != names.folded(self.person.name):
            raise ValidationError(_("This is not your name."))
        return name


class DecisionForm(forms.Form):
    """An editor's decision on a claim; the member reads the reason."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_EVIDENCE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    with_name = forms.BooleanField(label=gettext_lazy("They get the name as well"), required=False)


class TrustForm(forms.Form):
    """Whom an editor trusts, or no longer, and why."""

    name = forms.CharField(label=gettext_lazy("Name of the member"), max_length=names.LONGEST)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_EVIDENCE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_name(self) -> User:
        """The member of this name."""
        key = names.folded(self.cleaned_data["name"])
        person = User.objects.filter(name_key=key, origin="", is_active=True).first()
        if person is None:
            raise ValidationError(_("No member has this name. Write it as it stands at comments."))
        return person
