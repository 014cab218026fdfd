"""Comments by the API: what everybody may read of them, what changed, and who may write."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from pasquino.accounts.models import Role, User
from pasquino.discussion import actions
from pasquino.discussion.models import Comment, DiscussionPolicy, Rating, Thread
from pasquino.discussion.rating import RatingProfile
from pasquino.sources import masking
from tests import make

pytestmark = pytest.mark.django_db

STORY = "/api/v1/stories/2026/03/the-weir"
COMMENTS = f"{STORY}/comments"
MILL = {"subject": "The mill", "source": "It was the *mill*."}
State = Comment.State


@pytest.fixture
def thread() -> Thread:
    return make.thread(make.story("The weir"))


def numbers(page: dict[str, Any]) -> list[int]:
    return [comment["number"] for comment in page["comments"]]


def read(client: Client, query: str = "") -> dict[str, Any]:
    answer = client.get(f"{COMMENTS}{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def post(client: Client, by: User | None = None, key: str = "k1", **said: object) -> Any:
    headers = make.bearer(by or make.reader()) | {"Idempotency-Key": key}
    return client.post(COMMENTS, {**MILL, **said}, "application/json", headers=headers)


def set_state(comment: Comment, state: int, *, under_hidden: bool = False) -> None:
    """As moderators do: the state, with a new revision of the thread."""
    comment.thread.refresh_from_db()
    revision = comment.thread.revision + 1
    Thread.objects.filter(pk=comment.thread_id).update(revision=revision)
    Comment.objects.filter(pk=comment.pk).update(
        state=state, is_under_hidden=under_hidden, revision=revision
    )


def test_a_comment_is_told_with_all_that_its_page_shows(client, thread) -> None:
    tamsin = make.reader("Tamsin Vale")
    first = make.comment(thread)
    make.comment(thread, by=tamsin, answers=first, source="It was the *mill*.", at=make.NOON)
    make.rate(Comment.objects.get(number=2), 4, 3)

    told = client.get(f"{COMMENTS}/2").json()

    assert told == {
        "number": 2,
        "state": "visible",
        "version": 1,
        "revision": 4,
        "parent": 1,
        "depth": 1,
        "url": "http://localhost:8000/2026/03/the-weir/comments/2/",
        "author": {"name": "Tamsin Vale", "slug": "tamsin-vale"},
        "subject": "A word",
        "source": "It was the *mill*.",
        "html": "<p>It was the <em>mill</em>.</p>",
        "language": "",
        "posted_at": "2026-03-07T12:00:00Z",
        "edited_at": None,
        "additions": [],
        "quotations": [],
        "rating": {"mean": 3.5, "count": 2},
    }


def test_comments_are_read_page_by_page_in_the_order_of_their_numbers(client, thread) -> None:
    make.comments(thread, [None, 1, None, 2, 1, None, 6])

    first = read(client, "?limit=3")
    second = read(client, f"?limit=3&cursor={first['cursor']}")
    third = read(client, f"?limit=3&cursor={second['cursor']}")

    assert [numbers(page) for page in (first, second, third)] == [[1, 2, 3], [4, 5, 6], [7]]
    assert third["cursor"] is None


def test_who_reads_all_pages_misses_nothing_that_changed_between_them(client, thread) -> None:
    make.comments(thread, [None, None, None])
    first = read(client, "?limit=2")

    actions.remove_own_comment(comment=Comment.objects.get(number=1))
    last = read(client, f"?limit=2&cursor={first['cursor']}")

    assert last["revision"] == first["revision"]
    assert numbers(read(client, f"?since={last['revision']}")) == [1]


def test_since_tells_what_came_and_what_changed_in_that_order(client, thread) -> None:
    first, _second = make.comments(thread, [None, None])
    revision = read(client)["revision"]

    make.comment(thread)
    make.rate(first, 5)
    changed = read(client, f"?since={revision}")

    assert numbers(changed) == [3, 1]
    assert changed["revision"] == revision + 2
    assert read(client, f"?since={changed['revision']}")["comments"] == []


def test_changes_are_read_page_by_page_also_within_one_revision(client, thread) -> None:
    made = make.comments(thread, [None] * 5)
    Comment.objects.filter(pk__in=[comment.pk for comment in made]).update(revision=5)

    first = read(client, "?since=0&limit=2")
    second = read(client, f"?since=0&limit=2&cursor={first['cursor']}")
    third = read(client, f"?since=0&limit=2&cursor={second['cursor']}")

    assert [numbers(page) for page in (first, second, third)] == [[1, 2], [3, 4], [5]]
    assert third["cursor"] is None


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (State.REMOVED_BY_AUTHOR, "removed-by-author"),
        (State.REMOVED_BY_MODERATOR, "removed-by-moderator"),
        (State.BRANCH_HIDDEN, "hidden"),
    ],
)
def test_of_what_was_removed_only_its_place_is_told(client, thread, state, word) -> None:
    comment = make.comment(thread, by=make.reader("Gone"), subject="Secret", source="Secret")
    revision = read(client)["revision"]

    set_state(comment, state)

    tombstone = {"number": 1, "state": word, "revision": 2, "parent": None, "depth": 0}
    assert read(client)["comments"] == [tombstone]
    assert read(client, f"?since={revision}")["comments"] == [tombstone]
    assert client.get(f"{COMMENTS}/1").json() == tombstone


def test_what_is_hidden_with_its_branch_is_told_only_to_who_may_have_read_it(
    client, thread
) -> None:
    top, below = make.comments(thread, [None, 1])
    revision = read(client)["revision"]

    set_state(top, State.BRANCH_HIDDEN)
    set_state(below, State.VISIBLE, under_hidden=True)

    assert numbers(read(client)) == [1]
    tombstone = {"number": 2, "state": "hidden", "revision": 4, "parent": None, "depth": None}
    assert read(client, f"?since={revision}")["comments"][1] == tombstone
    assert "It was the mill" not in client.get(f"{COMMENTS}?since=0").content.decode()


@pytest.mark.parametrize("query", ["", "?since=0", "/1"])
def test_a_held_comment_is_not_even_numbered(client, thread, query: str) -> None:
    set_state(make.comment(thread, subject="Held"), State.HELD)

    answer = client.get(f"{COMMENTS}{query}")

    assert b"Held" not in answer.content
    assert answer.status_code == 404 if query == "/1" else answer.json()["comments"] == []


def test_a_folded_comment_can_still_be_read(client, thread) -> None:
    set_state(make.comment(thread), State.FOLDED)

    assert client.get(f"{COMMENTS}/1").json()["state"] == "folded"


def test_where_a_low_rating_hides_it_hides_the_branch_here_too(client, thread) -> None:
    low, _below, _beside = make.comments(thread, [None, 1, None])
    DiscussionPolicy.objects.create(low_rating_hides=True)

    set_state(low, State.FOLDED)

    told = {comment["number"]: comment["state"] for comment in read(client)["comments"]}
    assert told == {1: "hidden", 2: "hidden", 3: "visible"}
    assert client.get(f"{COMMENTS}/2").json()["state"] == "hidden"


def test_a_magazine_that_shows_no_scores_tells_none(client, thread) -> None:
    make.rate(make.comment(thread), 5)
    DiscussionPolicy.objects.create(rating_profile=RatingProfile.OFF)

    assert client.get(f"{COMMENTS}/1").json()["rating"] is None


def test_where_readers_recommend_there_is_no_mean(client, thread) -> None:
    DiscussionPolicy.objects.create(rating_profile=RatingProfile.RECOMMEND)
    make.rate(make.comment(thread), 4, 4)

    assert client.get(f"{COMMENTS}/1").json()["rating"] == {"mean": None, "count": 2}


def test_where_few_rate_a_magazine_can_keep_quiet(client, thread) -> None:
    make.rate(make.comments(thread, [None] * 20)[0], 5)
    DiscussionPolicy.objects.create(quiet_when_few_rate=True)

    assert client.get(f"{COMMENTS}/1").json()["rating"] is None


def test_too_few_ratings_make_no_mean(client, thread) -> None:
    make.rate(make.comment(thread), 5)
    DiscussionPolicy.objects.create(ratings_to_count=2)

    assert client.get(f"{COMMENTS}/1").json()["rating"] == {"mean": None, "count": 1}


def test_an_author_whose_account_is_closed_has_no_page(client, thread) -> None:
    author = make.reader("Tamsin Vale")
    make.comment(thread, by=author)
    author.is_active = False
    author.save(update_fields=["is_active"])

    assert client.get(f"{COMMENTS}/1").json()["author"]["slug"] is None


@pytest.mark.parametrize(
    "query",
    ["?since=-1", "?since=x", "?since=9999999999999", "?limit=201", "?cursor=1", "?cursor=%00",
     "?cursor=9999999999-1", "?sort=highest", "?since=0&page=2"],
)  # fmt: skip
def test_what_a_discussion_does_not_know_is_refused(client, thread, query: str) -> None:
    answer = client.get(f"{COMMENTS}{query}")

    assert answer.status_code == 422
    assert answer.json()["detail"].endswith(".")


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999999"])
def test_a_comment_that_is_not_there_is_missing(client, thread, number: str) -> None:
    make.comment(thread)

    assert client.get(f"{COMMENTS}/{number}").status_code == 404


def test_a_story_without_discussion_has_no_comments(client, thread) -> None:
    Thread.objects.update(state=Thread.State.NONE)

    assert client.get(COMMENTS).status_code == 404
    assert client.get(STORY).json()["discussion"]["state"] == "none"


@pytest.mark.parametrize("query", ["?limit=200", "?since=0&limit=200"])
def test_a_page_of_comments_costs_the_same_however_long_it_is(
    client, thread, django_assert_max_num_queries, query: str
) -> None:
    make.comments(thread, [None, 1, 2, 3, 1, None, 5])
    # the story, its discussion, the page, its texts, their additions; unless they are kept from
    # a moment ago, the magazine and the policy;
    # and with `since`, what is held again
    with django_assert_max_num_queries(8 if "since" in query else 7):
        assert len(read(client, query)["comments"]) == 7


def test_a_comment_is_posted_in_the_name_of_who_holds_the_token(client, thread) -> None:
    make.comment(thread)
    tamsin = make.reader("Tamsin Vale")

    answer = post(client, tamsin, parent=1)

    assert answer.status_code == 201, answer.content
    assert answer.json()["html"] == "<p>It was the <em>mill</em>.</p>"
    assert "no-store" in answer["Cache-Control"]
    comment = Comment.objects.get(number=2)
    assert (comment.author, comment.parent_number, comment.text.subject) == (tamsin, 1, "The mill")
    assert client.get(f"{COMMENTS}/2").json() == answer.json()


def test_a_comment_sent_twice_is_posted_once(client, thread) -> None:
    tamsin = make.reader()

    first, again = post(client, tamsin, "same"), post(client, tamsin, "same")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("key", ["", " ", '""', "a b", "k" * 65, "ключ"])
def test_a_comment_needs_a_key_of_its_own(client, thread, key: str) -> None:
    answer = post(client, key=key)

    assert answer.status_code == 422
    assert "Idempotency-Key" in answer.json()["detail"]


@pytest.mark.parametrize(
    "said",
    [
        {"subject": " "},
        {"source": "\n"},
        {"source": "x" * 70_000},
        {"subject": "x" * 201},
        {"subject": 7},
        {"subject": None},
        {"source": ["It was the mill."]},
        {"parent": 9},
        {"parent": 0},
        {"parent": -1},
        {"parent": 10**30},
        {"parent": "one"},
        {"parent": True},
        {"parent": "1"},
        {"state": 0},
        {"author": "Somebody Else"},
        {"posted_at": "2020-01-01"},
    ],
)
def test_a_comment_that_is_not_as_described_is_refused_whole(client, thread, said) -> None:
    make.comment(thread)

    answer = post(client, **said)

    assert answer.status_code == 422
    assert answer.json()["detail"].endswith(".")
    assert Comment.objects.count() == 1


def test_a_closed_discussion_takes_no_comment_by_the_api_either(client, thread) -> None:
    Thread.objects.update(state=Thread.State.CLOSED)

    answer = post(client)

    assert answer.status_code == 403
    assert answer.json()["detail"] == "The editors have closed this discussion."


def test_nobody_answers_what_they_cannot_see(client, thread) -> None:
    set_state(make.comment(thread), State.HELD)

    assert post(client, parent=1).status_code == 422


def test_who_posts_too_often_is_told_when_to_come_back(client, thread, settings) -> None:
    settings.LIMITS = settings.LIMITS | {"posts": settings.LIMITS["mails"]}  # 5 an hour
    tamsin = make.reader()

    answers = [post(client, tamsin, f"key-{n}") for n in range(6)]

    assert [answer.status_code for answer in answers] == [201] * 5 + [429]
    assert 3500 < int(answers[-1]["Retry-After"]) <= 3601
    assert answers[-1].json()["detail"].startswith("That was a lot in a short time. You can")


def test_text_is_kept_as_any_database_can(client, thread) -> None:
    answer = post(client, source="before\x00after \U0001f40b \u202eמה")

    assert answer.status_code == 201
    assert answer.json()["source"] == "before\ufffdafter \U0001f40b \u202eמה"


def edit(client: Client, by: User, number: int = 1, **said: object) -> Any:
    body = {"subject": "The weir", "source": "It was the weir.", "version": 1, **said}
    return client.patch(
        f"{COMMENTS}/{number}", body, "application/json", headers=make.bearer(by, "comment")
    )


def test_what_stands_in_the_place_of_a_masked_name_is_not_saved_for_it(client, thread) -> None:
    tamsin = make.reader()
    post(client, tamsin, source="It was Ada Quill, then.")
    masking.mask_name(names=["Ada Quill"], replacement="N. N.", reason="She asked.", by=None)
    read = client.get(COMMENTS, headers=make.bearer(tamsin)).json()["comments"][0]["source"]
    assert read == "It was N. N., then."

    saved = edit(client, tamsin, source=f"{read} Indeed.")
    without = edit(client, tamsin, source="It was somebody.")

    assert (saved.status_code, without.status_code) == (409, 200)
    assert "Nothing was changed" in saved.json()["detail"]


def test_authors_edit_what_they_wrote_and_the_change_is_told(client, thread) -> None:
    tamsin = make.reader()
    before = post(client, tamsin).json()

    edited = edit(client, tamsin)

    assert edited.status_code == 200, edited.content
    assert edited.json()["html"] == "<p>It was the weir.</p>"
    assert edited.json()["version"] == 2
    assert edited.json()["edited_at"]
    assert client.get(f"{COMMENTS}/1").json() == edited.json()
    assert read(client, f"?since={before['revision']}")["comments"] == [edited.json()]


def test_nobody_edits_what_others_wrote(client, thread) -> None:
    post(client)

    answer = edit(client, make.person(role=Role.ADMIN))

    assert answer.status_code == 403
    assert answer.json()["detail"] == "Only who wrote a comment may edit it."


def test_an_edit_of_what_was_edited_meanwhile_is_refused(client, thread) -> None:
    tamsin = make.reader()
    post(client, tamsin)
    edit(client, tamsin)

    answer = edit(client, tamsin, subject="Another")

    assert answer.status_code == 409
    assert client.get(f"{COMMENTS}/1").json()["subject"] == "The weir"


def test_what_was_answered_is_edited_no_more(client, thread) -> None:
    tamsin = make.reader()
    post(client, tamsin)
    post(client, parent=1)

    assert edit(client, tamsin).status_code == 409


@pytest.mark.parametrize(
    "said",
    [{"subject": " "}, {"subject": "…"}, {"source": ""}, {"version": 0}, {"version": "one"},
     {"version": None}, {"depth": 7}, {"source": "x" * 70_000}],
)  # fmt: skip
def test_an_edit_that_is_not_as_described_is_refused_whole(client, thread, said) -> None:
    tamsin = make.reader()
    post(client, tamsin)

    assert edit(client, tamsin, **said).status_code == 422
    assert client.get(f"{COMMENTS}/1").json()["version"] == 1


def test_members_edit_their_own_held_comment(client, thread) -> None:
    DiscussionPolicy.objects.create(hold_first_posts=True)
    tamsin = make.reader()

    held = post(client, tamsin).json()
    edited = edit(client, tamsin).json()

    assert (held["state"], edited["state"], edited["subject"]) == ("held", "held", "The weir")
    assert client.get(f"{COMMENTS}/1").status_code == 404


def test_a_key_used_for_other_words_is_refused(client, thread) -> None:
    tamsin = make.reader()
    post(client, tamsin, "same")

    answer = post(client, tamsin, "same", source="It was the weir.")

    assert answer.status_code == 409
    assert "Idempotency-Key" in answer.json()["detail"]
    assert Comment.objects.count() == 1


def test_a_comment_is_rated_in_the_name_of_who_holds_the_token(client, thread) -> None:
    make.comment(thread)
    headers = make.bearer(make.reader("Tamsin Vale"))

    answers = [
        client.put(f"{COMMENTS}/1/rating", {"value": value}, "application/json", headers=headers)
        for value in (2, 4)
    ]

    assert [answer.json() for answer in answers] == [
        {"number": 1, "value": 2},
        {"number": 1, "value": 4},
    ]
    assert [(rating.value, rating.rater.name) for rating in Rating.objects.all()] == [
        (4, "Tamsin Vale")
    ]


@pytest.mark.parametrize("value", [0, 6, -1, 3.5, "4", None, True, 10**40, [4]])
def test_a_rating_is_a_whole_number_from_1_to_5(client, thread, value: object) -> None:
    make.comment(thread)
    headers = make.bearer(make.person(role=Role.TRUSTED))

    answer = client.put(
        f"{COMMENTS}/1/rating", {"value": value}, "application/json", headers=headers
    )

    assert answer.status_code == 422
    assert not Rating.objects.exists()


def test_nobody_rates_themselves_or_what_is_gone(client, thread) -> None:
    author = make.reader()
    own, gone = make.comment(thread, by=author), make.comment(thread)
    actions.remove_own_comment(comment=gone)
    headers = make.bearer(author)

    answers = [
        client.put(
            f"{COMMENTS}/{number}/rating", {"value": 5}, "application/json", headers=headers
        )
        for number in (own.number, gone.number)
    ]

    assert [answer.status_code for answer in answers] == [403, 409]


def test_members_read_their_own_held_comments_and_nobody_elses(client, thread) -> None:
    tamsin = make.reader()
    set_state(make.comment(thread, by=tamsin, subject="Mine"), State.HELD)
    make.comment(thread, by=tamsin, subject="Mine too")
    set_state(make.comment(thread, subject="Not mine"), State.HELD)

    first = client.get("/api/v1/me/comments?limit=1", headers=make.bearer(tamsin, "read")).json()
    second = client.get(
        f"/api/v1/me/comments?cursor={first['cursor']}", headers=make.bearer(tamsin, "read")
    ).json()

    told = [(comment["subject"], comment["state"]) for comment in first["comments"]]
    told += [(comment["subject"], comment["state"]) for comment in second["comments"]]
    assert sorted(told) == [("Mine", "held"), ("Mine too", "visible")]
    assert second["cursor"] is None


@pytest.mark.parametrize("scope", ["read", "rate"])
def test_a_token_does_only_what_its_scopes_say(client, thread, scope: str) -> None:
    make.comment(thread)
    headers = make.bearer(make.reader(), scope) | {"Idempotency-Key": "k"}

    answer = client.post(COMMENTS, MILL, "application/json", headers=headers)

    assert answer.status_code == 403
    assert 'error="insufficient_scope", scope="comment"' in answer["WWW-Authenticate"]
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR, Role.ADMIN])
def test_no_power_of_staff_comes_with_a_token(client, thread, role: Role) -> None:
    set_state(make.comment(thread, subject="Held"), State.HELD)
    set_state(make.comment(thread, subject="Hidden"), State.BRANCH_HIDDEN)
    headers = make.bearer(make.person(role=role))

    for address in [COMMENTS, f"{COMMENTS}?since=0", f"{COMMENTS}/1", "/api/v1/me/comments"]:
        answer = client.get(address, headers=headers)
        assert b"Held" not in answer.content
        assert b"Hidden" not in answer.content
    for number in (1, 2):
        rating = f"{COMMENTS}/{number}/rating"
        answer = client.put(rating, {"value": 1}, "application/json", headers=headers)
        assert answer.status_code in (404, 409)
