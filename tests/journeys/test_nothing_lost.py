"""Whatever happens while somebody writes, on any page of members, their words come back."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from pasquino.accounts.models import Claim, Role
from pasquino.discussion.models import Comment, CommentText, Draft, Thread
from pasquino.stories.models import PublishedStory
from tests import make
from tests.journeys.test_posting import WORDS, known
from tests.journeys.writing import Member

pytestmark = pytest.mark.django_db


def shown(reader: Member) -> list[str]:
    """What stands in the boxes of the page."""
    return [str(box.get_text()).removeprefix("\n") for box in reader.page().select("textarea")]


def test_an_editor_is_led_to_a_second_factor_before_writing(settings) -> None:
    settings.IS_LOOPBACK = False
    editor = Member(make.person(role=Role.EDITOR))
    comment = make.comment(make.thread())

    for page in ("comments/new/", "comments/1/reply/", "rate/"):
        answer = editor.client.get(f"{comment.thread.story.get_absolute_url()}{page}")
        assert answer.headers.get("Location") == "/account/2fa/", page
    assert editor.client.get(comment.get_absolute_url()).status_code == 200


def test_an_editor_without_a_second_factor_loses_no_word(settings) -> None:
    person = make.person(role=Role.EDITOR)
    editor, thread = Member(person), make.thread()
    form = editor.open(f"{thread.story.get_absolute_url()}comments/new/")
    settings.IS_LOOPBACK = False

    answer = editor.send(form, "post", subject="Long thought", source=WORDS)

    assert answer.status_code == 403
    assert shown(editor) == [WORDS]
    assert editor.page().select_one("main a[href='/account/2fa/']") is not None
    TOTP.activate(person, generate_totp_secret())
    again = editor.open(form.action)
    assert (again.fields["subject"], again.fields["source"]) == ("Long thought", WORDS)


@pytest.mark.parametrize(("page", "act"), [("edit", "save"), ("add", "add")])
@pytest.mark.parametrize(
    "state", [Comment.State.REMOVED_BY_MODERATOR, Comment.State.BRANCH_HIDDEN]
)
def test_when_a_moderator_was_quicker_the_author_keeps_the_words(
    page: str, act: str, state: Comment.State
) -> None:
    member = known()
    comment = make.comment(make.thread(), by=member, source="Rosebud")
    author = Member(member)
    form = author.open(f"{comment.get_absolute_url()}{page}/")
    Comment.objects.filter(pk=comment.pk).update(state=state)

    answer = author.send(form, act, source=WORDS)

    assert answer.status_code == 422
    assert "The comment was removed or hidden meanwhile." in author.words()
    assert author.form().fields["source"] == WORDS
    assert "Rosebud" not in author.words()
    assert author.open(form.action).fields["source"] == WORDS
    assert CommentText.objects.get(comment=comment).source == "Rosebud"


@pytest.mark.parametrize("page", ["comments/new/", "comments/1/reply/", "comments/1/edit/"])
@pytest.mark.parametrize("is_withdrawn", [True, False])
def test_a_story_withdrawn_meanwhile_or_without_discussion_gives_the_words_back(
    page: str, *, is_withdrawn: bool
) -> None:
    member, long = known(), f"{WORDS}\n\n" + "On and on. " * 60 + "The end."
    comment = make.comment(make.thread(), by=member)
    writer = Member(member)
    form = writer.open(f"{comment.thread.story.get_absolute_url()}{page}")
    if is_withdrawn:
        PublishedStory.objects.filter(thread=comment.thread).update(withdrawn_at=timezone.now())
    else:
        Thread.objects.filter(pk=comment.thread_id).update(state=Thread.State.NONE)

    answer = writer.send(form, "post", subject="Late", source=long)

    assert answer.status_code == 404
    assert answer["Cache-Control"] == "private, no-store"
    assert shown(writer) == [long]
    writer.answer = writer.client.get("/account/drafts/")
    assert shown(writer) == [long]
    assert "Go on writing" not in writer.words()


def test_a_refused_edit_is_a_draft_that_is_offered_again_and_no_answers_draft() -> None:
    member = known()
    comment = make.comment(make.thread(), by=member)
    author, at = Member(member), comment.get_absolute_url()
    author.send(author.open(f"{at}reply/"), "draft", source="An answer to myself.")

    author.send(author.open(f"{at}edit/"), "save", subject="", source="A better word.")
    Thread.objects.filter(pk=comment.thread_id).update(state=Thread.State.CLOSED)
    author.send(author.open(f"{at}add/"), "add", source="One more word.")
    Thread.objects.filter(pk=comment.thread_id).update(state=Thread.State.OPEN)

    kept = {draft.kind: draft.source for draft in Draft.objects.filter(member=member)}
    assert kept == {
        "": "An answer to myself.", "edit": "A better word.", "addition": "One more word.",
    }  # fmt: skip
    assert author.open(f"{at}edit/").fields["source"] == "A better word."
    assert author.open(f"{at}add/").fields["source"] == "One more word."
    author.send(author.open(f"{at}edit/"), "save", subject="Better")
    assert set(Draft.objects.values_list("kind", flat=True)) == {"", "addition"}


def test_a_claims_evidence_comes_back_when_the_session_has_ended() -> None:
    evidence = "I wrote about the mill in 2003.\nAsk the baker."
    stranger = Member()
    stranger.client = Client()

    stranger.answer = stranger.client.post(
        "/account/claim/",
        {"evidence": evidence, "password": "correct horse battery", "csrfmiddlewaretoken": "x y"},
    )

    assert stranger.answer.status_code == 403
    assert shown(stranger) == [evidence]
    assert "correct horse" not in stranger.answer.content.decode()
    assert "/account/login/?next=/account/claim/" in stranger.answer.content.decode()
    assert not Claim.objects.exists()


@pytest.mark.parametrize("reason", ["Spam", "The same advertisement, for the third time."])
def test_a_moderators_reason_comes_back_when_the_session_has_ended(client, reason: str) -> None:
    comment = make.comment(make.thread())
    address = f"/moderation/comment/{comment.pk}/"

    answer = client.post(address, {"reason": reason, "act": "remove"})

    assert answer.status_code == 403
    assert reason in answer.content.decode()


def test_a_form_without_words_leads_to_the_sign_in_at_once(client) -> None:
    thread = make.thread()

    answer = client.post(f"{thread.story.get_absolute_url()}rate/", {"r1": "5"})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")
