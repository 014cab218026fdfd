"""Fills in the desk's form of a story, as an editor's browser would send it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from pasquino.accounts.models import Role, User
from pasquino.quotations import records
from pasquino.sources import works
from pasquino.sources.models import Capture, Work
from pasquino.stories.models import Shelf, Story
from tests import make

PUBLISH = {"action-publish": "yes"}
SUBMIT = {"action-submit": "yes"}


def signed_in(client: Client, role: Role, name: str = "") -> User:
    """Somebody in this role, sitting at the desk."""
    person = make.person(name, role)
    client.force_login(person)
    return person


def form(headline: str = "The weir", **fields: Any) -> dict[str, Any]:
    """All fields of the form; `bylines` are writers, `corrections` (moment, text, pk)."""
    bylines = fields.pop("bylines", [])
    corrections = fields.pop("corrections", [])
    blocks = fields.pop("blocks", [("text", rich_text("<p>It held.</p>"))])
    kept = sum(1 for note in corrections if note.get("id"))
    given = {
        "title": headline,
        "standfirst": "",
        "section": make.section().pk,
        "topics": [],
        "lead_picture": "",
        "lead_alt": "",
        "lead_credit": "",
        "lead_caption": "",
        "language": "",
        "address": "",
        "before_title": "",
        "after_title": "",
        "edition_note": "",
        "go_live_at": "",
        "expire_at": "",
        "body": streamfield(blocks),
        "bylines": inline_formset([{"writer": writer.pk, "role": ""} for writer in bylines]),
        "corrections": inline_formset(corrections, initial=kept),
        **fields,
    }
    sent: dict[str, Any] = nested_form_data(given)
    return sent


def correction(words: str = "<p>It was the other weir.</p>", **fields: Any) -> dict[str, Any]:
    """What is sent of a correction; with `id` and DELETE of one that stands there."""
    given = {"noted_at": "2026-11-22 10:00", "text": rich_text(words), "credited_comment": ""}
    return {**given, **fields}


def write(client: Client, headline: str = "The weir", **fields: Any) -> Story:
    """A new story, through the desk's form."""
    answer = client.post(
        f"/desk/pages/add/stories/story/{Shelf.objects.get().pk}/", form(headline, **fields)
    )
    assert answer.status_code == 302, answer.context["form"].errors
    return Story.objects.latest("pk")


def edit(client: Client, story: Page, headline: str = "The weir", **fields: Any) -> Any:
    """The answer to an edited form."""
    return client.post(f"/desk/pages/{story.pk}/edit/", form(headline, **fields))


def quotation(words: str = "It holds.", **fields: Any) -> tuple[str, dict[str, Any]]:
    """A block with a quotation, by somebody named unless said."""
    given = {"words": words, "speaker": "Ada Quill", "link": "", "work": "", "publisher": ""}
    return "quotation", {**given, **fields}


def answers(stopped: Any, reason: str = "The editor has the printed page.") -> dict[str, str]:
    """The fields that answer all doubts of a form that came back: ticks, and this reason."""
    given = {}
    for row in stopped.context["form"].passage.rows:
        needs = row.doubt.needs_reason
        given[f"{row.name}-{'reason' if needs else 'seen'}"] = reason if needs else "yes"
    return given


def copy_of(url: str, text: str, **fields: Any) -> Work:
    """A work whose page is kept with this text."""
    work = works.work_for(url=url, title=fields.pop("title", "The weir book"))
    another_copy(work, text, **fields)
    return work


def another_copy(work: Work, text: str, **fields: Any) -> Capture:
    """One more copy of a work's page."""
    made: Capture = Capture.objects.create(
        work=work,
        text=text,
        text_hash=records.hash_of(text),
        size=len(text),
        blocks=[[0, len(text), "article", "paragraph"]],
        **{"state": Capture.State.COMPLETE, **fields},
    )
    return made


def messages(answer: Any) -> str:
    """What the desk says on the next page."""
    return " ".join(str(message) for message in answer.context["messages"])
