"""The desk's forms about sources."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pasquino.sources import web_addresses
from pasquino.sources.correcting import Corrected
from pasquino.sources.filling import LANGUAGE
from pasquino.sources.models import Capture, Work
from pasquino.sources.parties import LONGEST_NAME

OWN_FIELDS = ("kind", "title", "published", "language", "access", "licence", "note", "is_filled")


class AddressForm(forms.Form):
    """An address, pasted."""

    url = forms.CharField(
        label=_("Web address"),
        max_length=web_addresses.LONGEST,
        widget=forms.URLInput(attrs={"autofocus": True, "placeholder": "https://"}),
        help_text=_("The page is fetched in the background, and a copy of it kept."),
    )

    def clean_url(self) -> str:
        """An address of a page."""
        return read_address(self.cleaned_data["url"])


def read_address(text: str) -> str:
    """The address as it is kept; refused with a sentence where it is none."""
    try:
        return web_addresses.cleaned(text)
    except web_addresses.NoWebAddress as refused:
        raise forms.ValidationError(
            _("This is not the address of a web page. It begins with https:// or http://.")
        ) from refused


class WorkForm(forms.ModelForm):
    """What is known of a work; names one a line."""

    publisher_name = forms.CharField(
        label=_("Published by"), max_length=LONGEST_NAME, required=False
    )
    author_names = forms.CharField(
        label=_("Authors"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line."),
    )
    address = forms.CharField(
        label=_("Another address of it"),
        max_length=web_addresses.LONGEST,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )

    field_order = (
        "title", "author_names", "publisher_name", "published", "language", "kind", "access",
        "licence", "note", "address", "is_filled",
    )  # fmt: skip

    class Meta:
        model = Work
        fields = OWN_FIELDS
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        labels = {"is_filled": _("I have looked this over")}
        help_texts = {
            "is_filled": _("What later copies say of themselves changes nothing here then."),
            "language": _("Its tag: en, de, pt-BR."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        work = self.instance
        self.initial["publisher_name"] = work.publisher.name if work.publisher else ""
        rows = work.author_rows.select_related("party")
        self.initial["author_names"] = "\n".join(row.party.name for row in rows)
        self.initial["is_filled"] = work.is_filled or bool(work.title or rows)

    def clean_author_names(self) -> list[str]:
        """The names; a name has at most 200 characters."""
        names = [" ".join(line.split()) for line in self.cleaned_data["author_names"].splitlines()]
        if any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(_("A name has at most 200 characters; one stands a line."))
        return [name for name in names if name]

    def clean_language(self) -> str:
        """A tag of BCP 47, as far as we know them."""
        tag = self.cleaned_data["language"].strip()
        if tag and not LANGUAGE.fullmatch(tag):
            raise forms.ValidationError(_("Give the language by its tag, such as en or pt-BR."))
        return str(tag)

    def clean_address(self) -> str:
        """An address of a page, or nothing."""
        text = self.cleaned_data["address"]
        return read_address(text) if text.strip() else ""

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What each field held when the editor opened the form, for its hidden fields."""
        held = ((name, str(self.get_initial_for_field(field, name) or ""))
                for name, field in self.fields.items())  # fmt: skip
        return [(name, self.data.get(f"shown-{name}", value)) for name, value in held]

    def _is_changed(self, name: str) -> bool:
        """Whether the editor changed a field; who sends nothing of what was shown changes all."""
        before = self.data.get(f"shown-{name}")
        if before is None:
            return True
        if name == "is_filled":  # offered with a tick, which says something even if it stays
            return bool(before or self.data.get(name))
        return _plain(self.data.get(name, "")) != _plain(before)

    def corrected(self) -> Corrected:
        """What the editor changed; `canonical` and `remove` are chosen beside the addresses.

        What stands there as it was shown is left to whoever changed it meanwhile: a copy that
        came, another editor.
        """
        said = self.cleaned_data
        canonical = self.data.get("canonical", "")
        removed = self.data.getlist("remove") if hasattr(self.data, "getlist") else []
        return Corrected(
            fields={name: said[name] for name in OWN_FIELDS if self._is_changed(name)},
            publisher=said["publisher_name"] if self._is_changed("publisher_name") else None,
            authors=said["author_names"] if self._is_changed("author_names") else None,
            address=said["address"],
            canonical=_number(canonical),
            without=[number for text in removed if (number := _number(text)) is not None],
        )


def _plain(text: str) -> str:
    """As browsers may send it back: lines end otherwise."""
    return "\n".join(text.strip().splitlines())


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None  # noqa: PLR2004 - a key's digits


class CopyForm(forms.Form):
    """A file as a copy."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A saved page (HTML), a PDF, a text or a picture; up to 10 MB."),
        error_messages={
            "required": _("Choose the file to upload."),
            "empty": _("The file is empty. Choose another one."),
        },
        allow_empty_file=False,
    )
    reason = forms.CharField(
        label=_("Where it is from, and why it is uploaded"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _(
                "Say where this copy is from and why it is uploaded: others have to judge it."
            )
        },
    )
    is_part = forms.BooleanField(
        label=_("This is only a part: a preview, or what stands before a paywall"),
        required=False,
        help_text=_("What it does not say is then not held against a quotation."),
    )

    @property
    def state(self) -> str:
        """The state that the copy is to have."""
        is_part = self.cleaned_data["is_part"]
        return str(Capture.State.PARTIAL if is_part else Capture.State.STAFF_COPY)
