"""A correction at the desk: dated and listed, with words, and once published never taken back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from wagtail.test.utils.form_data import rich_text

from pasquino.accounts.models import Role
from pasquino.stories.models import Correction, Edition
from tests import make
from tests.stories import desk

pytestmark = pytest.mark.django_db


def test_a_correction_is_dated_and_listed(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, **desk.PUBLISH)

    desk.edit(client, story, corrections=[desk.correction()], **desk.PUBLISH)

    assert "It was the other weir." in client.get("/corrections/").content.decode()
    assert story.public.edition.number == 2


@pytest.mark.parametrize(
    "change",
    [
        {"DELETE": "on"},
        {"DELETE": "on", "noted_at": "2026-11-23 10:00"},
        {"noted_at": "2026-11-23 10:00"},
        {"text": rich_text("<p>It was this weir.</p>")},
        {"credited_comment": "3"},
    ],
)
@pytest.mark.parametrize("deed", [{}, desk.PUBLISH])
def test_a_published_correction_is_neither_changed_nor_taken_back(client, change, deed) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, **desk.PUBLISH)
    desk.edit(client, story, corrections=[desk.correction()], **desk.PUBLISH)
    kept = story.corrections.get()

    answer = desk.edit(client, story, corrections=[desk.correction(id=kept.pk, **change)], **deed)

    assert "A published correction is not taken back." in answer.content.decode()
    assert "It was the other weir." in Correction.objects.get(noted_at=kept.noted_at).text
    assert story.public.edition.number == 2
    assert story.get_latest_revision_as_object().corrections.get().noted_at == kept.noted_at


def test_a_published_correction_stays_to_the_second_when_another_is_added(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    moment = datetime(2026, 11, 22, 10, 0, 59, 123456, UTC)
    story = make.story(corrections=[(moment, "<p>Not <em>44</em>, <code>440</code>.</p>", None)])
    page = client.get(f"/desk/pages/{story.pk}/edit/")
    shown = page.context["form"].formsets["corrections"].forms[0]
    note = {"id": shown["id"].value(), "credited_comment": ""}
    for name in ("noted_at", "text"):
        widget = shown.fields[name].widget
        note[name] = widget.format_value(shown[name].value())

    desk.edit(client, story.story, corrections=[note, desk.correction()], **desk.PUBLISH)

    first = Edition.objects.get(number=1).corrections[0]
    assert first in Edition.objects.get(number=2).corrections
    assert Correction.objects.count() == 2


@pytest.mark.parametrize("deed", [{}, desk.PUBLISH])
def test_a_correction_without_words_is_refused(client, deed) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, **desk.PUBLISH)

    answer = desk.edit(client, story, corrections=[desk.correction("<p></p>")], **deed)

    assert "Say what was wrong and what is right" in answer.content.decode()
    assert not Correction.objects.exists()


def test_a_correction_that_was_published_without_words_may_be_deleted(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = make.story(corrections=[(make.NOON, "<p></p>", None)]).story

    note = desk.correction("<p></p>", id=story.corrections.get().pk, DELETE="on")
    desk.edit(client, story, corrections=[note], **desk.PUBLISH)

    assert not Correction.objects.exists()


def test_a_correction_in_a_draft_is_changed_and_deleted(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, corrections=[desk.correction()])
    key = story.corrections.get().pk

    desk.edit(client, story, corrections=[desk.correction("<p>Another.</p>", id=key)])
    assert "Another." in story.corrections.get().text
    desk.edit(client, story, corrections=[desk.correction("<p>Another.</p>", id=key, DELETE="on")])

    assert not story.corrections.exists()
