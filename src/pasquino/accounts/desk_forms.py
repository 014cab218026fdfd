"""The desk's forms for people: name, mail address, roles; a password for those who want one."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserForm

from pasquino.accounts import mail_addresses, members, names
from pasquino.accounts.announcements import account_renamed
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

    class Meta:
        model = User
        fields: ClassVar[list[str]] = [
            "name", "email", "is_active", "is_superuser", "groups",
        ]  # fmt: skip
        help_texts: ClassVar = {
            "name": _("As readers see it. It may be changed; the address of their page stays."),
            "is_active": _("Unticked, they cannot sign in; what they wrote stays."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # as Wagtail's
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _("Leave it empty: a sign-in link lets them in.")
        self.fields["is_superuser"].help_text = _("May do everything, also give and take roles.")
        if self.instance.origin:
            for field in ("groups", "is_superuser", "password1", "password2"):
                del self.fields[field]

    def clean_email(self) -> str:
        """In the form it is kept in, and nobody else's."""
        mail = mail_addresses.folded(self.cleaned_data["email"])
        if mail_addresses.is_taken(mail, by_other_than=self.instance):
            raise forms.ValidationError(_("Another account has this mail address."))
        return mail

    @property
    def password_enabled(self) -> bool:
        """Imported readers and closed accounts have no password, so there is none to change."""
        return "password1" in self.fields

    def _clean_username(self) -> None:
        """Compare names as people read them, among those who came the same way."""
        given = self.cleaned_data
        has_role = bool(given.get("groups") or given.get("is_superuser"))
        _check_name(self, self.instance, has_role=has_role)

    def save(self, commit: bool = True) -> User:
        """A new account gets its address and a password nobody can use, if none was given."""
        if self.instance._state.adding:
            self.instance.name_key = names.folded(self.instance.name)
            self.instance.slug = User.objects.free_slug(self.instance.name)
            self.instance.set_unusable_password()
        user: User = super().save(commit=commit)
        _announce(self, user)
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
        _check_name(self, self.instance)
        return cleaned

    def save(self, commit: bool = True) -> User:
        """Another name is announced."""
        person: User = super().save(commit=commit)
        _announce(self, person)
        return person


def _announce(form: forms.ModelForm, person: User) -> None:
    """Rooms that keep names beside what people wrote hear of another one."""
    if "name" in form.changed_data and person.pk:
        account_renamed.send(sender=User, user=person)


def _check_name(form: forms.ModelForm, person: User, *, has_role: bool = False) -> None:
    """Compare names as people read them, among those who came the same way."""
    name = form.cleaned_data.get("name", "")
    if not name:
        return
    if person.origin:
        others = User.objects.exclude(pk=person.pk).filter(origin=person.origin)
        if others.filter(name_key=names.folded(name)).exists():
            form.add_error("name", members.refusal_words(members.NameTaken()))
        return
    try:
        members.check_name(name, of=person if person.pk else None, has_role=has_role)
    except (members.NameTaken, ValidationError) as refusal:
        form.add_error("name", members.refusal_words(refusal))
