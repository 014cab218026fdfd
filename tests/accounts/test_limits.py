"""Limits count in windows; who goes on is locked out, for longer each time."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from pasquino.accounts import limits, networks
from pasquino.accounts.limit import Limit
from pasquino.accounts.models import LimitWindow

NOW = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
LOCKING = Limit(2, 600, first_lock=120, longest_lock=300)
WAITING = Limit(2, 600)


def refused_for(limit: Limit, *, times: int) -> timedelta:
    """Take a limit some times, the last of which is refused; gives for how long."""
    for _time in range(times - 1):
        with suppress(limits.TooOften):
            limits.take("posts", "ada", limit=limit)
    with pytest.raises(limits.TooOften) as refusal:
        limits.take("posts", "ada", limit=limit)
    return refusal.value.until - NOW


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_one_more_than_the_limit_is_refused_until_the_window_ends() -> None:
    assert refused_for(WAITING, times=3) == timedelta(minutes=10)


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_going_on_doubles_the_lock_up_to_the_longest() -> None:
    assert refused_for(LOCKING, times=3) == timedelta(minutes=2)
    assert refused_for(LOCKING, times=1) == timedelta(minutes=4)
    assert refused_for(LOCKING, times=1) == timedelta(minutes=5)


@pytest.mark.django_db
def test_after_window_and_lock_it_counts_anew() -> None:
    with time_machine.travel(NOW, tick=False):
        refused_for(LOCKING, times=3)
    with time_machine.travel(NOW + timedelta(minutes=11), tick=False):
        limits.take("posts", "ada", limit=LOCKING)

    assert LimitWindow.objects.get().count == 1


def posting(minutes: float, *, times: int) -> timedelta | None:
    """Post some times, so many minutes after noon; gives for how long the last one is refused."""
    now, refusal = NOW + timedelta(minutes=minutes), None
    with time_machine.travel(now, tick=False):
        for _time in range(times):
            refusal = limits.count_each(("posts", "ada"))
    return refusal.until - now if refusal else None


@pytest.mark.django_db
def test_who_waited_as_long_as_the_page_said_posts_again(settings: Settings) -> None:
    settings.LIMITS = {"posts": LOCKING}
    assert posting(0, times=3) == timedelta(minutes=2)

    assert posting(2.1, times=2) is None


@pytest.mark.django_db
def test_who_fills_the_window_after_a_lock_too_waits_twice_as_long(settings: Settings) -> None:
    settings.LIMITS = {"posts": LOCKING}
    posting(0, times=3)

    assert posting(3, times=3) == timedelta(minutes=4)


@pytest.mark.django_db
def test_after_a_windows_length_of_rest_the_first_lock_is_short_again(settings: Settings) -> None:
    settings.LIMITS = {"posts": LOCKING}
    posting(0, times=3)
    limits.forget()

    assert posting(13, times=3) == timedelta(minutes=2)


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_a_crowded_network_uses_up_nobodys_own_comments(settings: Settings) -> None:
    settings.LIMITS = {"posts": LOCKING, "posts_network": WAITING, "posts_story": WAITING}
    for crowd in ("ben", "cy"):
        limits.count_each(("posts", crowd), ("posts_network", "here"), ("posts_story", 1))
    mine = (("posts", "ada"), ("posts_network", "here"), ("posts_story", 2))

    refused = limits.count_each(*mine), limits.count_each(*mine)

    assert [each and each.until for each in refused] == [NOW + timedelta(minutes=10)] * 2
    assert not any(each and each.lengthens for each in refused)
    counts = {window.scope: window.count for window in LimitWindow.objects.order_by("pk")}
    assert counts["posts_network"] == 4
    elsewhere = limits.count_each(("posts", "ada"), ("posts_network", "there"), ("posts_story", 2))
    again = limits.count_each(("posts", "ada"), ("posts_network", "there"), ("posts_story", 2))
    assert (elsewhere, again) == (None, None)


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_others_and_other_deeds_are_counted_apart() -> None:
    refused_for(WAITING, times=3)

    limits.take("posts", "ben", limit=WAITING)
    limits.take("ratings", "ada", limit=WAITING)


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_looking_counts_nothing_and_sees_a_full_window(settings: Settings) -> None:
    settings.LIMITS = {"sign_ins": WAITING}
    limits.check("sign_ins", "ada")
    limits.take("sign_ins", "ada")
    limits.check("sign_ins", "ada")
    limits.take("sign_ins", "ada")

    with pytest.raises(limits.TooOften):
        limits.check("sign_ins", "ada")


@pytest.mark.django_db
def test_who_is_counted_is_not_written_down_and_is_forgotten() -> None:
    with time_machine.travel(NOW, tick=False):
        limits.take("posts", "ada@post.example", limit=WAITING)
    assert "ada" not in LimitWindow.objects.get().key

    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        assert limits.forget() == 1


@pytest.mark.django_db
def test_a_limit_over_a_week_is_remembered_for_a_week(settings: Settings) -> None:
    settings.LIMITS = {"posts": Limit(2, 7 * 86400)}
    posting(0, times=2)
    with time_machine.travel(NOW + timedelta(days=6), tick=False):
        limits.forget()
    assert posting(6 * 1440, times=1) == timedelta(days=1)

    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        assert limits.forget() == 1


@pytest.mark.django_db
def test_a_lock_is_not_forgotten_while_it_lasts(settings: Settings) -> None:
    settings.LIMITS = {"posts": Limit(2, 60, first_lock=300, longest_lock=3 * 86400)}
    assert posting(0, times=13) == timedelta(days=3)

    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        assert limits.forget() == 0
    with time_machine.travel(NOW + timedelta(days=3, minutes=2), tick=False):
        assert limits.forget() == 1


@pytest.mark.parametrize(
    ("address", "forwarded", "network"),
    [
        ("192.0.2.77", "", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "", "192.0.2.0/24"),
        ("192.0.2.77", "198.51.100.1", "192.0.2.0/24"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.0/24"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.0/24"),
        ("10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.0/24"),
        ("10.0.0.1", "no address", "10.0.0.0/24"),
        ("", "", "unknown"),
    ],
)
def test_only_our_own_proxies_are_believed(
    address: str, forwarded: str, network: str, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = ("10.0.0.0/8",)
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})
    request.META["REMOTE_ADDR"] = address

    assert networks.network_of(request) == network
