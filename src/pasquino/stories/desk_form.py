"""The form of a story at the desk: what it opens with and what it refuses, in sentences."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

NO_SECTION = _("Choose the section this story stands in; without one it cannot be kept.")
NO_HEADLINE = _("Give the story a headline; a working one will do.")
KEPT = _("A published correction is not taken back. Add another one that says what is right now.")


class StoryForm(WagtailAdminPageForm):
    """Wagtail's page form with our sentences; an address once published stays as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # as Wagtail's
        super().__init__(*args, **kwargs)
        self._say("section", NO_SECTION)
        self._say("title", NO_HEADLINE)
        public = getattr(self.instance, "public", None)
        if public and not self.instance.address:
            # Left empty it would follow the headline; readers have the present one already.
            self.initial["address"] = public.slug

    def clean(self) -> Any:
        """Refuse to take a published correction back."""
        cleaned = super().clean()
        corrections = self.formsets.get("corrections")
        if corrections and getattr(self.instance, "public", None) and corrections.is_valid():
            for form in corrections.deleted_forms:
                self._refuse_if_published(form)
        return cleaned

    def _refuse_if_published(self, form: Any) -> None:
        published = {note["at"] for note in self.instance.public.edition.corrections}
        if form.instance.noted_at.isoformat() in published:
            self.add_error(None, KEPT)

    def _say(self, name: str, sentence: Any) -> None:
        if name in self.fields:
            self.fields[name].error_messages["required"] = sentence
