"""The desk's forms for people: name, mail address, roles; a password for those who want one."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserForm

from pasquino.accounts import mail_addresses, names
from pasquino.accounts.models import Role, User

DESK_ROLES = (Role.MODERATOR, Role.WRITER, Role.EDITOR)


class PersonForm(UserForm):
    """Somebody with an account. Raises no question about a password: links let people in."""

    password_required = False

    first_name = None
    last_name = None
    email = forms.EmailField(
        label=_("Mail address"),
        required=False,
        help_text=_("For approvals and notices of the desk; readers never see it."),
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Roles"),
        queryset=Group.objects.filter(name__in=[str(role) for role in DESK_ROLES]).order_by(
            "name"
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Writers write their own stories and submit them; editors publish and keep sections, "
            "pictures and settings; moderators keep the discussions and do not enter the desk."
        ),
    )

    error_messages = {
        **UserForm.error_messages,
        "duplicate_username": _("Somebody has this name already. Choose another one."),
    }

    class Meta:
        model = User
        fields: ClassVar[list[str]] = [
            "name", "email", "is_trusted", "is_active", "is_superuser", "groups",
        ]  # fmt: skip
        help_texts: ClassVar = {
            "name": _("As readers see it. It may be changed; the address of their page stays."),
            "is_trusted": _(
                "Their comments appear at once, and they may do what trusted readers may."
            ),
            "is_active": _("Unticked, they cannot sign in; what they wrote stays."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # as Wagtail's
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _("Leave it empty: a sign-in link lets them in.")
        self.fields["is_superuser"].help_text = _("May do everything, also give and take roles.")
        if self.instance.is_imported:
            for field in ("groups", "is_superuser", "is_trusted", "password1", "password2"):
                del self.fields[field]

    def clean_email(self) -> str:
        """In the form it is kept in, and nobody else's."""
        mail = mail_addresses.folded(self.cleaned_data["email"])
        if mail_addresses.is_taken(mail, by_other_than=self.instance):
            raise forms.ValidationError(_("Another account has this mail address."))
        return mail

    @property
    def password_enabled(self) -> bool:
        """An imported reader has no password, so there is none to change."""
        return "password1" in self.fields

    def _clean_username(self) -> None:
        """Compare names as people read them, among those who came the same way."""
        name = names.folded(self.cleaned_data.get("name", ""))
        others = User.objects.exclude(pk=self.instance.pk)
        if others.filter(name_key=name, origin=self.instance.origin).exists():
            self.add_error("name", self.error_messages["duplicate_username"])

    def save(self, commit: bool = True) -> User:
        """A new account gets its address and a password nobody can use, if none was given."""
        if self.instance._state.adding:
            self.instance.name_key = names.folded(self.instance.name)
            self.instance.slug = User.objects.free_slug(self.instance.name)
            self.instance.set_unusable_password()
        user: User = super().save(commit=commit)
        return user


class EditPersonForm(PersonForm):
    """The same for an account that exists; nobody takes their own rights away by accident."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # as Wagtail's
        editing_self = kwargs.pop("editing_self", False)
        super().__init__(*args, **kwargs)
        if "password1" in self.fields:
            self.fields["password1"].help_text = _("Leave it empty to change nothing.")
        if EmailAddress.objects.filter(user=self.instance, verified=True).exists():
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _("They confirmed it, and change it themselves.")
        if editing_self:
            del self.fields["is_active"]
            del self.fields["is_superuser"]


class AccountForm(forms.ModelForm):
    """What everybody may say about themselves on the account page."""

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["name"]
        help_texts: ClassVar = {
            "name": _(
                "As readers see it. Mail address, password and second factor are changed on your "
                "own page: follow your name at the top of the magazine."
            )
        }

    def clean(self) -> dict[str, Any]:
        """Refuse somebody else's name, whatever its capitals."""
        cleaned = super().clean() or self.cleaned_data
        key = names.folded(cleaned.get("name", ""))
        others = User.objects.exclude(pk=self.instance.pk).filter(origin=self.instance.origin)
        if others.filter(name_key=key).exists():
            self.add_error("name", _("Somebody has this name already. Choose another one."))
        return cleaned
