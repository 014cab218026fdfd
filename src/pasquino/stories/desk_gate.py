"""The gate at the desk's form: doubts stop a publication and come back with fields to answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from pasquino.stories import (
    desk_copies_wanted,
    desk_quotations,
    gate,
    gate_figures,
    gate_records,
    gate_words,
)
from pasquino.stories.desk_quotations import Shown
from pasquino.stories.gate import Doubt
from pasquino.stories.models import Story

AFTER_SAVING = ("after_create_page", "after_edit_page")
NAMED = 16  # digits of a doubt's key that name its fields


@dataclass(frozen=True)
class Row:
    """A doubt on the form that came back, and what its fields hold."""

    doubt: Doubt
    sentence: str
    seen: bool
    reason: str
    is_public: bool

    @property
    def name(self) -> str:
        """What the names of its fields begin with."""
        return f"gate-{self.doubt.key[:NAMED]}"

    @property
    def answer(self) -> str | None:
        """The reason, an empty one for a tick, None where there is no answer."""
        if self.doubt.needs_reason:
            return self.reason or None
        return self.reason if self.seen or self.reason else None


@dataclass(frozen=True)
class Stopped:
    """A quotation on the form that came back, or its figures (no quotation), with the doubts."""

    shown: Shown | None
    rows: list[Row]


class Passage:
    """One attempt to publish a story: what stops it, and what the form answers to that."""

    def __init__(self, story: Story, sent: Mapping[str, Any]) -> None:
        self.story = story
        self.sent = sent

    @cached_property
    def shown(self) -> list[Shown]:
        """The story's quotations as the form has them."""
        return desk_quotations.of_draft(self.story)

    @cached_property
    def rows(self) -> list[Row]:
        """The doubts that stop it and were not answered before."""
        found = [*desk_quotations.doubts(self.shown), *gate_figures.doubts(self.story)]
        before = gate_records.answers(self.story)
        return [self._row(doubt) for doubt in gate.unanswered(found, before)]

    @property
    def by_quotation(self) -> list[Stopped]:
        """The same doubts, those of one quotation together."""
        places = dict.fromkeys(row.doubt.place for row in self.rows)
        return [
            Stopped(
                self.shown[place - 1] if place else None,
                [row for row in self.rows if row.doubt.place == place],
            )
            for place in places
        ]

    @property
    def is_open(self) -> bool:
        """Whether all that stops it is answered now."""
        answers = {row.doubt.key: row.answer for row in self.rows}
        return not gate.unanswered([row.doubt for row in self.rows], answers)

    def keep(self, story: Story, by: Any) -> None:
        """Keep the answers with the story, which may just have been made."""
        gate_records.keep(
            story,
            [(row.doubt, row.sentence, row.reason, row.is_public) for row in self.rows],
            by=by,
        )

    def _row(self, doubt: Doubt) -> Row:
        name = f"gate-{doubt.key[:NAMED]}"
        return Row(
            doubt,
            gate_words.sentence_of(doubt, self.shown),
            bool(self.sent.get(f"{name}-seen")),
            str(self.sent.get(f"{name}-reason", "")).strip(),
            bool(self.sent.get(f"{name}-public")),
        )


class Gated:
    """Wagtail's page for writing a story, stopped by doubts where it would publish."""

    passage: Passage | None = None

    def form_valid(self: Any, form: Any) -> HttpResponse:  # a mixin: Wagtail's views are untyped
        """Publish only what nobody need be asked about; else the form comes back, all kept."""
        if self._publishes():
            self.passage = form.passage = Passage(form.instance, self.request.POST)
            if not self.passage.is_open:
                return _come_back(self, form)
            if self.action_name != "publish":  # an approval, of a story that is there already
                self._pass(form.instance)
        answer: HttpResponse = super().form_valid(form)
        return answer

    def run_hook(self: Any, hook_name: str, *args: Any, **kwargs: Any) -> Any:
        """Before it is published a new story is there for the first time: keep the answers.

        Wagtail calls it between the steps of its own; also for copies of what is quoted.
        """
        if hook_name == "before_publish_page" and self.passage:
            self._pass(self.page)
        elif hook_name in AFTER_SAVING and not self.passage and not self.expects_json_response:
            # Wagtail saves by itself while an address is typed; the script asks for those.
            desk_copies_wanted.when_saved(self.page, self.request.user)
        return super().run_hook(hook_name, *args, **kwargs)

    def _pass(self: Any, story: Story) -> None:
        """Keep the answers, and have the quoted pages copied as they are today."""
        self.passage.keep(story, self.request.user)
        desk_copies_wanted.when_published(story, self.request.user)

    def _publishes(self: Any) -> bool:
        approves = getattr(self, "workflow_action", "") == "approve"
        return self.action_name == "publish" or (
            self.action_name == "perform_workflow_action" and approves
        )


def _come_back(view: Any, form: Any) -> HttpResponse:
    """The form as it was sent, with the doubts on top; 422, and nothing was kept."""
    count = len(form.passage.rows)
    messages.error(
        view.request,
        ngettext(
            "Not published yet: a doubt waits for your answer below. Nothing you typed is lost.",
            "Not published yet: {count} doubts wait for your answers below. Nothing you typed is "
            "lost.",
            count,
        ).format(count=count),
    )
    view.errors_debug = ""
    view.has_unsaved_changes = True
    form.restore_required_fields()
    answer: HttpResponse = view.render_to_response(view.get_context_data())
    answer.status_code = 422
    return answer


def stop_in_bulk(
    request: HttpRequest, action: str, things: Iterable[Any], view: Any
) -> HttpResponse | None:
    """Before many stories are published at once: none, if one has doubts nobody answered."""
    if action != "publish" or view.model is not Page:
        return None
    stopped = [story for story in map(_newest, things) if story and gate_records.stopping(story)]
    if not stopped:
        return None
    messages.error(
        request,
        _(
            "None of these stories was published, because there are doubts about quotations or "
            "figures in {headlines}. Publish those on their own pages, where you can answer."
        ).format(headlines=", ".join(f"“{story.title}”" for story in stopped)),
    )
    return redirect("stories:index")


def stop_approval(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before a story is approved without its form: lead to the form, if somebody must answer."""
    story = _newest(page)
    sentences = gate_records.stopping(story) if story else []
    if not sentences:
        return None
    messages.error(
        request,
        _("Not approved yet: {doubts} Approve it here, where you can answer.").format(
            doubts=" ".join(sentences)
        ),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def _newest(page: Any) -> Story | None:
    """A page's newest draft, if it is a story."""
    newest = page.get_latest_revision_as_object()
    return newest if isinstance(newest, Story) else None
