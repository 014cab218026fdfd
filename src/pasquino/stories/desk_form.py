"""The form of a story at the desk: what it opens with and what it refuses, in sentences."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from pasquino.stories import markup

if TYPE_CHECKING:  # their module uses this form
    from pasquino.stories.models import Correction, Story

NO_SECTION = _("Choose the section this story stands in; without one it cannot be kept.")
NO_HEADLINE = _("Give the story a headline; a working one will do.")
NO_CORRECTION = _("Say what was wrong and what is right, or delete this correction.")
KEPT = _(
    "A published correction is not taken back. It stays as readers saw it; add another one that "
    "says what is right now."
)


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
        """Refuse a correction without words, and to change or take back a published one."""
        cleaned = super().clean()
        corrections = self.formsets.get("corrections")
        if corrections and corrections.is_valid():
            self._keep_published(corrections)
            _refuse_empty(corrections)
        return cleaned

    def _keep_published(self, corrections: Any) -> None:
        published = {row.pk: row for row in _published(corrections.model, self.instance)}
        for form in corrections.initial_forms:
            row = published.get(form.instance.pk)
            if row is None:
                continue
            if form in corrections.deleted_forms or not _says_the_same(form, row):
                self.add_error(None, KEPT)
                return
            # The form shows neither seconds nor all formatting an import may have.
            form.instance.noted_at, form.instance.text = row.noted_at, row.text

    def _say(self, name: str, sentence: Any) -> None:
        if name in self.fields:
            self.fields[name].error_messages["required"] = sentence


def _published(model: type[Correction], story: Story) -> list[Correction]:
    """The rows that stand in the published edition.

    One without words, published before they were asked for, is left out: it may be deleted.
    """
    public = getattr(story, "public", None)
    if public is None:
        return []
    noted = {datetime.fromisoformat(note["at"]) for note in public.edition.corrections}
    rows = model.objects.filter(story=story.pk)
    return [row for row in rows if row.noted_at in noted and markup.plain(row.text)]


def _says_the_same(form: Any, row: Correction) -> bool:
    """Whether the form still holds what it showed of the published row."""
    sent = form.cleaned_data
    editor = form.fields["text"].widget.converter
    shown = editor.to_database_format(editor.from_database_format(row.text))
    return (
        _minute(sent["noted_at"]) == _minute(row.noted_at)
        and markup.clean(sent["text"]) == markup.clean(shown)
        and sent["credited_comment"] == row.credited_comment
    )


def _minute(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(second=0, microsecond=0)


def _refuse_empty(corrections: Any) -> None:
    """Also in a draft: it may be published from a list, where no form is asked."""
    for form in corrections.forms:
        is_asked = form.has_changed() or form in corrections.initial_forms
        if not is_asked or form in corrections.deleted_forms:
            continue
        if not markup.plain(form.cleaned_data.get("text") or ""):
            form.add_error("text", NO_CORRECTION)
