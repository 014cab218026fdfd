"""A reader without script rates comments on the seed page, one by one and all at once."""

from __future__ import annotations

import pytest
from django.test import Client

from pasquino.accounts.limit import Limit
from pasquino.accounts.models import Suspension
from pasquino.discussion.models import Comment, Rating, Thread
from pasquino.stories.models import PublishedStory
from tests import make
from tests.journeys.rating import Visitor, discussed, words
from tests.journeys.test_seed_page import bring

pytestmark = pytest.mark.django_db


def seed() -> tuple[PublishedStory, str]:
    story = bring(marks=False)
    Thread.objects.update(state=Thread.State.OPEN)
    return story, story.get_absolute_url()


def test_a_reader_rates_number_three_changes_it_and_rates_all() -> None:
    _, address = seed()
    ada = Visitor(make.reader("Ada"))
    ada.open(address)
    ada.choose(3, "4")
    ada.press("Rate", 3)

    assert ada.led_to.endswith("#c3")
    assert (ada.score(3), ada.own(3)) == ("( 4.00 / 1 )", "4")

    ada.choose(3, "2")
    ada.choose(1, "5")
    ada.press("Rate all")

    assert [ada.score(number) for number in (1, 3, 4)] == [
        "( 5.00 / 1 )",
        "( 2.00 / 1 )",
        "(none / 0)",
    ]
    assert Rating.objects.count() == 2


def test_only_what_was_changed_on_this_page_is_recorded() -> None:
    _thread, address = discussed(None, None, None)
    ada = make.reader("Ada")
    old_window, new_window = Visitor(ada), Visitor(ada)
    old_window.open(address)
    new_window.open(address)
    new_window.choose(1, "5")
    new_window.press("Rate all")

    old_window.choose(2, "3")
    old_window.press("Rate all")

    given = Rating.objects.order_by("comment__number").values_list("comment__number", "value")
    assert list(given) == [(1, 5), (2, 3)]


def test_a_rating_may_be_taken_back() -> None:
    _, address = discussed()
    ada = Visitor(make.reader())
    ada.open(address)
    ada.choose(1, "3")
    ada.press("Rate", 1)

    ada.choose(1, "none")
    ada.press("Rate", 1)

    assert ada.score(1) == "(none / 0)"


def test_one_leads_back_to_the_page_and_order_one_came_from() -> None:
    thread, address = discussed(None, None, None)
    ada = Visitor(make.reader())
    ada.open(f"{address}?display=flat&sort=newest")
    ada.choose(2, "4")
    ada.press("Rate all")
    whole = ada.led_to
    ada.open(f"{address}comments/2/")
    ada.choose(2, "5")
    ada.press("Rate", 2)

    assert whole == f"{address}?display=flat&sort=newest&told=rated#rate"
    assert ada.led_to == f"{address}comments/2/?told=rated-2#c2"
    assert thread.comments.get(number=2).rating_sum == 5


def test_what_is_refused_is_told_and_the_choices_stay_in_the_form() -> None:
    _thread, address = discussed(None, None, None)
    ada = Visitor(make.reader())
    ada.open(address)
    for number in (1, 2, 3):
        ada.choose(number, "4")
    Comment.objects.filter(number=2).update(state=Comment.State.HELD)
    Comment.objects.filter(number=3).update(state=Comment.State.REMOVED_BY_MODERATOR)

    page = ada.press("Rate all")

    assert ada.answer.status_code == 422
    told = words(page.select_one("#refused"))
    assert "#2, #3 cannot be rated any more" in told
    assert "1 other rating was recorded." in told
    assert ada.own(1) == "4"
    assert list(Rating.objects.values_list("comment__number", flat=True)) == [1]


def test_who_is_suspended_meanwhile_is_told_and_keeps_the_choice() -> None:
    _, address = discussed()
    reader = make.reader()
    ada = Visitor(reader)
    ada.open(address)
    ada.choose(2, "5")
    Suspension.objects.create(user=reader, reason="Spam.")

    page = ada.press("Rate all")

    assert ada.answer.status_code == 403
    assert "suspension" in words(page.select_one("#refused"))
    assert ada.own(2) == "5"


def test_nonsense_is_no_rating() -> None:
    _, address = discussed()
    browser = Client()
    browser.force_login(make.reader())

    for data in ({"only": "x"}, {"recommend": "9" * 40}, {"rating-1-was-none": "many"}):
        assert browser.post(f"{address}rate/", data).status_code == 400
    assert browser.post(f"{address}rate/", {"rating-1-was-none": "7"}).status_code == 422
    assert browser.post(f"{address}rate/", {"back": "?page=999", "of": "77"}).status_code == 303
    assert not Rating.objects.exists()


def test_who_rates_too_often_is_told_how_long_to_wait(settings) -> None:
    settings.LIMITS = settings.LIMITS | {"ratings": Limit(1, 60)}
    _, address = discussed()
    ada = Visitor(make.reader())
    ada.open(address)
    ada.choose(1, "4")
    ada.press("Rate", 1)

    ada.choose(2, "5")
    page = ada.press("Rate", 2)

    assert ada.answer.status_code == 429
    assert "You can go on in 1 minute." in words(page.select_one("#refused"))
    assert ada.own(2) == "5"
