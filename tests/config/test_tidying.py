"""Tidying up: what nobody asks for goes, and what cannot go keeps nothing else from going."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from pasquino.accounts import limits
from pasquino.accounts.actions import make_account
from pasquino.accounts.models import LimitWindow, User
from pasquino.config import parts
from pasquino.moderation import actions
from pasquino.moderation.models import Action
from tests.moderation.sweeping_made import grounds

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=8)


def signed_up(name: str) -> User:
    """Somebody who signed up a week ago and never confirmed."""
    person = make_account(name=name, email=f"{name.lower()}@example.org")
    EmailAddress.objects.create(user=person, email=person.email, primary=True)
    User.objects.filter(pk=person.pk).update(joined_at=LONG_AGO)
    return person


def test_a_suspended_sign_up_nobody_confirmed_is_closed_and_the_record_stays() -> None:
    spam, other = signed_up("Spam"), signed_up("Other")
    actions.suspend_account(account=spam, until=None, grounds=grounds(reason="This name."))

    parts.tidy()

    spam.refresh_from_db()
    assert (spam.is_closed, spam.email) == (True, "")
    assert Action.objects.get().reason == "This name."
    assert not User.objects.filter(pk=other.pk).exists()


def test_a_step_that_fails_is_told_and_stops_no_other(monkeypatch, caplog) -> None:
    other = signed_up("Other")
    LimitWindow.objects.create(scope="posts", key="x", began_at=LONG_AGO, count=1)

    def fail() -> int:
        raise OSError("not today")

    monkeypatch.setattr(limits, "forget", fail)
    with caplog.at_level(logging.ERROR):
        parts.tidy()

    assert "counts of limits" in caplog.text
    assert not User.objects.filter(pk=other.pk).exists()
    assert LimitWindow.objects.exists()


def test_the_page_of_a_sign_up_is_nobodys_until_the_address_is_confirmed() -> None:
    person = signed_up("Rude")

    before = Client().get(person.get_absolute_url()).status_code
    EmailAddress.objects.update(verified=True)

    assert (before, Client().get(person.get_absolute_url()).status_code) == (404, 200)
