"""What a site settles about rating: who hides, who sees it, and whether scores stand anywhere."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from pasquino.accounts.models import Role, User
from pasquino.discussion import actions
from pasquino.discussion.models import Rating
from pasquino.discussion.rating import RatingProfile
from tests import make
from tests.journeys.rating import Visitor, discussed, policy, words

pytestmark = pytest.mark.django_db

SCORE = re.compile(r"none\s*/\s*\d|\d\.\d\d\s*/\s*\d|\d+ recommend|comment__rating|/ratings/")


def test_the_score_leads_to_who_rated_and_how() -> None:
    thread, address = discussed()
    comment = thread.comments.get(number=1)
    actions.rate_comment(comment=comment, rater=make.reader("Ada"), value=4)
    actions.rate_comment(comment=comment, rater=make.reader("Bo"), value=3)
    anyone = Visitor()

    link = anyone.open(address).select_one("#c1 .comment__rating a")
    assert link is not None
    raters = anyone.open(str(link["href"]))

    assert [words(row) for row in raters.select(".rater")] == ["Bo 3", "Ada 4"]
    assert "3.50 / 2" in words(raters)
    policy(raters_visible=False)
    assert anyone.open(address).select_one("#c1 .comment__rating a") is None
    assert anyone.client.get(f"{address}comments/1/ratings/").status_code == 404


def test_many_raters_stand_on_pages() -> None:
    thread, address = discussed()
    comment = thread.comments.get(number=1)
    rated = [Rating(comment=comment, rater=make.reader(), value=3, rated_at=make.NOON)
             for _ in range(103)]  # fmt: skip
    Rating.objects.bulk_create(rated)
    anyone = Visitor()

    first = anyone.open(f"{address}comments/1/ratings/")
    older = first.select_one("a[rel=next]")
    assert older is not None
    second = anyone.open(f"{address}comments/1/ratings/{older['href']}")

    names = [words(row) for row in [*first.select(".rater"), *second.select(".rater")]]
    assert (len(first.select(".rater")), len(names), len(set(names))) == (100, 103, 103)


def test_trusted_readers_hide_and_anyone_can_open_what_they_hid() -> None:
    _, address = discussed(None, 1)
    assert Visitor(make.reader()).open(address).select_one("option[value='0']") is None
    trusted = Visitor(make.person(role=Role.TRUSTED))
    trusted.open(address)
    trusted.choose(1, "0")
    trusted.press("Rate", 1)

    page = Visitor().open(address)

    fold = page.select_one("details.comment__folded")
    assert fold is not None
    assert "#1, rated low by readers: show it" in words(fold.select_one("summary"))
    assert fold.select_one("#c1 .comment__body") is not None
    assert fold.select_one("#c2 .comment__body") is not None


def test_where_the_site_hides_what_is_rated_low_all_but_trusted_readers_miss_it() -> None:
    policy(low_rating_hides=True)
    thread, address = discussed(None, 1, None)
    trusted = make.person(role=Role.TRUSTED)
    actions.rate_comment(comment=thread.comments.get(number=1), rater=trusted, value=0)

    def seen(user: User | None = None, query: str = "") -> list[str]:
        page = Visitor(user).open(address + query)
        return [str(article["data-number"]) for article in page.select("article.comment")]

    assert seen() == seen(make.reader()) == ["3"]
    assert seen(query="?display=flat_unthread&sort=oldest") == ["2", "3"]
    assert seen(trusted) == seen(make.person(role=Role.MODERATOR)) == ["1", "2", "3"]
    assert Client().get(f"{address}comments/1/").status_code == 404
    below = Visitor().open(f"{address}comments/2/")
    assert "Readers rated this comment so low" in words(below.select_one("#c1"))
    assert "A word" not in words(below.select_one("#c1"))


def test_where_nobody_rates_no_score_stands_anywhere() -> None:
    author = make.reader("Quill")
    thread = make.thread()
    comment = make.comment(thread, by=author)
    make.comment(thread, by=author, answers=comment)
    make.rate(comment, 4, 5)
    address, reader = thread.story.get_absolute_url(), make.reader()
    pages = [address, f"{address}?display=threaded", f"{address}comments/2/",
             author.get_absolute_url(), "/", "/feeds/comments.atom", "/feeds/comments.json",
             f"/feeds{address}comments.atom"]  # fmt: skip
    before = [path for path in pages if SCORE.search(Client().get(path).content.decode())]

    policy(rating_profile=RatingProfile.OFF)

    browser = Client()
    browser.force_login(reader)
    for path in pages:
        for client in (Client(), browser):
            answer = client.get(path)
            assert answer.status_code == 200, path
            assert SCORE.search(answer.content.decode()) is None, path
    assert before == pages[:4]
    page = Visitor(reader).open(address)
    assert page.select_one("form#rate, select[form=rate]") is None
    sorts = [str(option["value"]) for option in page.select("#sort option")]
    assert sorts == ["oldest", "newest"]
    assert Client().get(f"{address}comments/1/ratings/").status_code == 404


def test_where_readers_recommend_one_button_does_and_undoes_it() -> None:
    policy(rating_profile=RatingProfile.RECOMMEND)
    thread, address = discussed()
    make.rate(thread.comments.get(number=1), 4, 4)
    ada = Visitor(make.reader())
    ada.open(address)
    assert ada.page.select_one("#c2 .comment__rating") is None
    ada.press("Recommend", 1)

    assert ada.score(1) == "( 3 recommend )"
    ada.press("Undo", 1)
    assert ada.score(1) == "( 2 recommend )"


def test_too_few_ratings_show_no_mean() -> None:
    policy(ratings_to_count=2)
    thread, address = discussed()
    make.rate(thread.comments.get(number=1), 5)

    assert words(Visitor().open(address).select_one("#c1 .comment__rating")) == "( none / 1 )"


def test_a_thread_where_few_rate_is_quiet_where_the_site_likes_it_so() -> None:
    policy(quiet_when_few_rate=True)
    thread, address = discussed(*([None] * 11))
    make.rate(thread.comments.get(number=1), 5)
    quiet = Visitor().open(address).select(".comment__rating")
    make.rate(thread.comments.get(number=2), 5)

    assert quiet == []
    assert len(Visitor().open(address).select(".comment__rating")) == 11


def test_what_one_trusted_reader_hid_stays_on_its_author_s_page() -> None:
    thread, _ = discussed(None)
    comment = thread.comments.get(number=1)
    trusted = make.person(role=Role.TRUSTED)
    actions.rate_comment(comment=comment, rater=trusted, value=0)

    page = Visitor().open(comment.author.get_absolute_url())
    assert page.select_one(".entry__subject") is not None

    policy(low_rating_hides=True)
    page = Visitor().open(comment.author.get_absolute_url())
    assert page.select_one(".entry__subject") is None
