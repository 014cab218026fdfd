"""The desk's forms about sources."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pasquino.sources import sentences, web_addresses
from pasquino.sources.askable import askable
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
        return askable(text)
    except web_addresses.NoWebAddress as refused:
        raise forms.ValidationError(sentences.of_refusal(refused)) from refused


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

    seen = forms.CharField(widget=forms.HiddenInput(), required=False)

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
        is_known = bool(work.title or work.captures.exists())
        self.initial["is_filled"] = work.is_filled or is_known
        self.initial["seen"] = self.fingerprint(work)

    @staticmethod
    def fingerprint(work: Work) -> str:
        """What stands in the form when it is opened, in a few letters."""
        names = work.author_rows.order_by("order").values_list("party__name", flat=True)
        publisher = work.publisher.name if work.publisher else ""
        own = [work.title, publisher, work.published, work.language, *names]
        return hashlib.sha256("\n".join(own).encode()).hexdigest()[:16]

    def clean(self) -> dict[str, Any]:
        """Refused once where a copy, or somebody else, has filled in something meanwhile."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        now = Work.objects.select_related("publisher").get(pk=self.instance.pk)
        if cleaned.get("seen") not in ("", None, self.fingerprint(now)):
            self._take_in(now)
            self.add_error(
                None,
                _(
                    "While you wrote, the page was read or somebody else saved. What was found "
                    "stands now in the fields you had left empty. Look it over and save again."
                ),
            )
        return cleaned

    def _take_in(self, now: Work) -> None:
        """Show in the empty fields what is known now; what was typed stays."""
        known = WorkForm(instance=now).initial
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name in ("title", "publisher_name", "author_names", "published", "language"):
            if not data.get(name, "").strip():
                data[name] = known[name]
        data["seen"] = known["seen"]
        self.data = data

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

    def corrected(self) -> Corrected:
        """What the form says; `canonical` and `remove` are chosen beside the addresses."""
        said = self.cleaned_data
        canonical = self.data.get("canonical", "")
        removed = self.data.getlist("remove") if hasattr(self.data, "getlist") else []
        return Corrected(
            fields={name: said[name] for name in OWN_FIELDS},
            publisher=said["publisher_name"],
            authors=said["author_names"],
            address=said["address"],
            canonical=_number(canonical),
            without=[number for text in removed if (number := _number(text)) is not None],
        )


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
