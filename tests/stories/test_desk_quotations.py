"""While one writes, the desk says of each quotation whether its words are the source's words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pasquino.accounts.models import Role
from pasquino.quotations import records
from pasquino.quotations.models import Attestation
from pasquino.sources.models import CaptureRequest, Work
from pasquino.stories.models import AttestedWords, PublishedStory, Story
from tests import make
from tests.stories import desk

pytestmark = pytest.mark.django_db

LINK = "https://example.org/weir"
SOURCE = (
    "The keeper of the old weir spoke first. He named three leaks below the second arch. "
    "Nobody had looked at them since the spring. Then the council went home for the night."
)
TRUE = "He named three leaks below the second arch."
CUT = (
    "The keeper of the old weir spoke first. He named three leaks below the second arch. "
    "Then the council went home for the night."
)
ALTERED = "He named nine leaks below the second arch."
ABSENT = "Seven purple lanterns sang quietly underneath forgotten marble staircases yesterday."


def ask(client: Any, words: str, **given: Any) -> Any:
    """What the desk answers to the script beside a block."""
    sent = json.dumps({"words": words, **given})
    return client.post("/desk/quotations/check/", sent, content_type="application/json")


def press(client: Any, story: Story, what: str, words: str, **fields: str) -> Any:
    """Press a button of the panel below the story's text."""
    key = records.hash_of(words)
    sent = {"deed": f"{what} {key}", **{f"{name}-{key}": say for name, say in fields.items()}}
    return client.post(f"/desk/quotations/{story.pk}/deed/", sent, follow=True)


def words_of(story: Story) -> str:
    """The words of the only quotation in the newest draft."""
    draft: Any = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    return str(draft.body[0].value["words"])


def test_the_words_of_the_source_are_said_to_match(client) -> None:
    work = desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.WRITER)

    said = ask(client, TRUE, link=LINK).json()

    assert said["status"] == "verbatim"
    assert said["said"].startswith("Matches the source")
    assert said["source"] == work.pk


def test_other_words_are_shown_beside_the_sources(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.WRITER)

    said = ask(client, ALTERED, link=LINK).json()

    assert said["status"] == "altered"
    assert "three</del>" in said["html"]
    assert "nine</ins>" in said["html"]
    assert "Restore the source’s words" in said["html"]


def test_a_silent_cut_can_be_marked_with_one_click(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.WRITER)
    story = desk.write(client, blocks=[desk.quotation(CUT, link=LINK)])
    assert "Mark the cut" in client.get(f"/desk/pages/{story.pk}/edit/").content.decode()

    answer = press(client, story, "mark", CUT)

    assert "[…]" in words_of(story)
    assert ask(client, words_of(story), link=LINK).json()["status"] == "verbatim_marked"
    assert "Matches the source, with marked cuts" in answer.content.decode()


def test_the_sources_words_can_be_restored_with_one_click(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.WRITER)
    story = desk.write(client, blocks=[desk.quotation(ALTERED, link=LINK)])

    press(client, story, "restore", ALTERED)

    assert words_of(story).rstrip(".") == TRUE.rstrip(".")


def test_a_paraphrase_gets_no_verdict_but_the_nearest_passage(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.WRITER)
    story = desk.write(client, blocks=[desk.quotation(ALTERED, link=LINK)])

    answer = press(client, story, "paraphrase", ALTERED)

    page = answer.content.decode()
    assert "A paraphrase: its words are not checked" in page
    assert "nearest passage of the source" in page
    assert 'data-verdict="altered"' not in page
    press(client, story, "quote", ALTERED)
    again = client.get(f"/desk/pages/{story.pk}/edit/").content.decode()
    assert 'data-verdict="altered"' in again


def test_a_button_pressed_too_late_changes_nothing(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.WRITER)
    story = desk.write(client, blocks=[desk.quotation(CUT, link=LINK)])
    desk.edit(client, story, blocks=[desk.quotation(ALTERED, link=LINK)])

    answer = press(client, story, "mark", CUT)

    assert "have been changed since" in desk.messages(answer)
    assert words_of(story) == ALTERED


def test_a_pasted_quotation_finds_its_source_among_the_copies(client) -> None:
    desk.copy_of("https://example.org/other", "Nothing of the kind stands on this page at all.")
    work = desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.WRITER)

    said = ask(client, TRUE).json()

    assert f"Found word for word in source {work.pk}, The weir book." in said["html"]
    assert ask(client, TRUE, source=str(work.pk)).json()["status"] == "verbatim"


def test_words_that_stand_nowhere_are_offered_no_source(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.WRITER)

    said = ask(client, ABSENT).json()

    assert said["said"] == "Could not be checked: no source named"
    assert "Use this source" not in said["html"]


def test_asking_writes_nothing(client) -> None:
    desk.signed_in(client, Role.WRITER)

    ask(client, TRUE, link="https://example.org/new", work="A new book")

    assert not Work.objects.exists()


def test_a_copy_under_way_is_said_to_be_under_way(client) -> None:
    work = desk.works.work_for(url=LINK)
    CaptureRequest.objects.create(work=work, url=LINK, purpose="paste")
    desk.signed_in(client, Role.WRITER)

    said = ask(client, TRUE, link=LINK).json()

    assert said["pending"]
    assert said["said"] == "Not checked yet: the copy is being fetched"


def test_the_desk_is_asked_only_by_those_who_sit_there(client) -> None:
    client.force_login(make.reader())

    assert ask(client, TRUE).status_code in {302, 403}


def test_only_who_may_edit_a_story_learns_of_its_draft(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client)
    desk.signed_in(client, Role.WRITER)

    assert ask(client, TRUE, story=str(story.pk)).status_code in {302, 403}
    assert press(client, story, "paraphrase", TRUE).redirect_chain[0][0] == "/desk/"


@pytest.mark.parametrize("body", ["", "[]", "{", '"words"', "null"])
def test_what_is_no_question_is_refused_with_a_sentence(client, body: str) -> None:
    desk.signed_in(client, Role.WRITER)

    answer = client.post("/desk/quotations/check/", body, content_type="application/json")

    assert answer.status_code == 422
    assert answer.json()["detail"].endswith(".")


def test_too_many_words_are_refused_with_a_sentence(client) -> None:
    desk.signed_in(client, Role.WRITER)

    assert "65,536" in ask(client, "word " * 20_000).json()["detail"]


def test_hostile_words_are_only_words(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.WRITER)

    said = ask(client, f"<img src=x> {ALTERED}", link=LINK).json()

    assert "<img" not in said["html"]


def test_an_editor_vouches_for_words_and_readers_get_the_attestation(client) -> None:
    editor = desk.signed_in(client, Role.EDITOR)
    block = desk.quotation(ABSENT, work="A printed book")
    story = desk.write(client, blocks=[block])

    press(client, story, "vouch", ABSENT, how="print", note="First edition, p. 12", name="A. N.")
    answer = desk.edit(client, story, blocks=[block], **desk.PUBLISH)

    assert answer.status_code == 302
    (cited,) = PublishedStory.objects.get().story.story_quotations.all()
    (made,) = Attestation.objects.filter(quotation=cited.quotation)
    assert (made.how, made.note, made.name) == ("print", "First edition, p. 12", "A. N.")
    assert made.by == editor


def test_vouching_is_for_exactly_these_words(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, blocks=[desk.quotation(ABSENT)])
    press(client, story, "vouch", ABSENT, how="heard", note="On the radio", name="A. N.")

    same = desk.edit(client, story, blocks=[desk.quotation(ABSENT)])
    page = client.get(f"/desk/pages/{story.pk}/edit/").content.decode()
    other = desk.edit(client, story, blocks=[desk.quotation(ABSENT[6:])], **desk.PUBLISH)

    assert same.status_code == 302
    assert "Checked by A. N., heard live" in page
    assert other.status_code == 422


def test_vouching_twice_is_published_once(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    block = desk.quotation(ABSENT)
    story = desk.write(client, blocks=[block])
    press(client, story, "vouch", ABSENT, how="heard", note="On the radio", name="A. N.")

    desk.edit(client, story, "One", blocks=[block], **desk.PUBLISH)
    desk.edit(client, story, "Two", blocks=[block], **desk.PUBLISH)

    assert Attestation.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"how": "print", "note": "", "name": "A. N."},
        {"how": "print", "note": "Page 3", "name": "  "},
        {"how": "guessed", "note": "Page 3", "name": "A. N."},
        {"how": "print", "note": "Page 3", "name": "A" * 201},
    ],
)
def test_nobody_vouches_without_saying_how_and_who(client, fields: dict[str, str]) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, blocks=[desk.quotation(ABSENT)])

    answer = press(client, story, "vouch", ABSENT, **fields)

    assert desk.messages(answer).strip().endswith(".")
    assert not AttestedWords.objects.exists()


def test_what_was_typed_comes_back_where_vouching_is_refused(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, blocks=[desk.quotation(ABSENT)])

    answer = press(
        client, story, "vouch", ABSENT, how="print", note="First edition, p. 12", name=""
    )

    assert 'value="First edition, p. 12"' in answer.content.decode()
    again = client.get(f"/desk/pages/{story.pk}/edit/").content.decode()
    assert "First edition" not in again


def test_a_writer_cannot_vouch(client) -> None:
    desk.signed_in(client, Role.WRITER)
    story = desk.write(client, blocks=[desk.quotation(ABSENT)])

    press(client, story, "vouch", ABSENT, how="heard", note="On the radio", name="A. N.")

    assert not AttestedWords.objects.exists()


def test_an_editor_vouches_beside_the_block(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, blocks=[desk.quotation(ABSENT)])
    sent = {"story": story.pk, "words": ABSENT, "how": "heard", "note": "Radio", "name": "A. N."}

    answer = client.post("/desk/quotations/vouch/", sent, content_type="application/json")

    assert answer.status_code == 200
    assert ask(client, ABSENT, story=str(story.pk)).json()["status"] == "attested"


def test_a_source_is_named_by_its_number(client) -> None:
    work = desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.EDITOR)

    story = desk.write(client, blocks=[desk.quotation(TRUE, source=work.pk)], **desk.PUBLISH)

    (cited,) = story.story_quotations.all()
    assert cited.quotation.work == work


def test_a_number_that_no_source_has_is_refused(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client)

    answer = desk.edit(client, story, blocks=[desk.quotation(TRUE, source=77)])

    assert "No source has this number" in answer.content.decode()


def test_blocks_of_older_editions_still_open(client) -> None:
    desk.signed_in(client, Role.EDITOR)
    public = make.story(blocks=[make.quotation("It holds.")])

    page = client.get(f"/desk/pages/{public.story_id}/edit/")

    assert page.status_code == 200
    assert public.edition.quotations[0]["kind"] == "quotation"


def test_where_the_words_are_from_at_second_hand_is_kept(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.EDITOR)

    block = desk.quotation(TRUE, link=LINK, via="The council’s minutes")

    story = desk.write(client, blocks=[block], **desk.PUBLISH)

    assert story.story_quotations.get().quotation.via == "The council’s minutes"


def test_much_from_one_short_page_is_said_and_stops_nothing(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.EDITOR)

    story = desk.write(client, blocks=[desk.quotation(TRUE, link=LINK)], **desk.PUBLISH)

    page = client.get(f"/desk/pages/{story.pk}/edit/").content.decode()
    assert "25 percent of this source are quoted" in page
