"""A member makes a token, and a program of theirs reads, posts, edits and rates with it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from pasquino.discussion import actions
from pasquino.discussion.models import Comment
from tests import make

pytestmark = pytest.mark.django_db

API = "/api/v1"
JSON = "application/json"


def test_a_program_follows_a_discussion_and_takes_part_in_it() -> None:
    make.magazine()
    thread = make.thread(make.story("The weir"))
    make.comment(thread, subject="Who knew?")
    member = make.reader("Tamsin Vale")
    browser, program = Client(), Client(enforce_csrf_checks=True)
    browser.force_login(member)

    # The member makes a token and copies it.
    made = browser.post(
        "/account/tokens/", {"name": "my reader", "scopes": ["comment", "rate"], "days": "30"}
    )
    secret = re.search(r'value="(pasq_[^"]+)"', made.content.decode())[1]
    token = {"Authorization": f"Bearer {secret}"}

    # The program finds the story and reads its discussion.
    story = program.get(f"{API}/stories").json()["stories"][0]["api"]
    discussion = program.get(f"{story}/comments").json()
    assert [comment["subject"] for comment in discussion["comments"]] == ["Who knew?"]

    # It answers; the answer gets lost and it sends the same again.
    said = {"subject": "I did", "source": "It was in the minutes.", "parent": 1}
    key = {"Idempotency-Key": "first"}
    program.post(f"{story}/comments", said, JSON, headers=token | key)
    answer = program.post(f"{story}/comments", said, JSON, headers=token | key).json()
    assert answer["number"] == 2

    # It corrects itself, and rates what it answered.
    corrected = {"subject": "I did", "source": "It was in the appendix.", "version": 1}
    program.patch(f"{story}/comments/2", corrected, JSON, headers=token)
    program.put(f"{story}/comments/1/rating", {"value": 4}, JSON, headers=token)

    # Another program that has read up to here learns what changed, and later what was removed.
    changed = program.get(f"{story}/comments?since={discussion['revision']}").json()
    assert {comment["number"] for comment in changed["comments"]} == {1, 2}
    actions.remove_own_comment(comment=Comment.objects.get(number=2))
    later = program.get(f"{story}/comments?since={changed['revision']}").json()
    assert [(one["number"], one["state"]) for one in later["comments"]] == [
        (2, "removed-by-author")
    ]

    # Readers have seen it on the page, and after the member revokes the token it opens nothing.
    page = browser.get("/2026/03/the-weir/").content.decode()
    assert "Who knew?" in page
    number = re.search(
        r"/account/tokens/(\d+)/revoke/", browser.get("/account/tokens/").content.decode()
    )[1]
    browser.post(f"/account/tokens/{number}/revoke/")
    refused = program.put(f"{story}/comments/1/rating", {"value": 1}, JSON, headers=token)
    assert refused.status_code == 401
