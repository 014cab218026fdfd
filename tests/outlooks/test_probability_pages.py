"""Members say on a claim's page how likely it is; where nobody is asked, nothing of it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from pasquino.accounts.limit import Limit
from pasquino.accounts.models import User
from pasquino.outlooks import actions, expecting, probability_views
from pasquino.outlooks.models import Outlook, OutlookClaim, OutlookPolicy, Probability
from tests import make
from tests.outlooks.expected import assess, claim, document
from tests.outlooks.in_public import a_room_that_shows, page, words

pytestmark = pytest.mark.django_db
OWN = "/account/probabilities/"


@pytest.fixture
def of() -> Iterator[OutlookClaim]:
    """A claim in public."""
    make.magazine(clock="24")
    with a_room_that_shows() as show:
        yield claim("C1", show(actions.make_outlook(document())))


@pytest.fixture
def asked() -> None:
    """The magazine asks its readers."""
    policy = OutlookPolicy.load()
    policy.readers_state_probabilities = True
    policy.save()


def address(of: OutlookClaim, rest: str = "") -> str:
    return f"/outlooks/{of.outlook_id}/claims/{of.key}/{rest}"


def said_before(of: OutlookClaim, by: User, percent: int) -> Probability:
    """What a reader said two years ago."""
    stated = actions.state_probability(claim=of, reader=by, percent=percent)
    Probability.objects.filter(pk=stated.pk).update(at=timezone.now() - timedelta(days=730))
    return stated


def test_where_nobody_is_asked_nothing_of_it_shows(client, of) -> None:
    client.force_login(make.reader())

    assert "How likely" not in page(client, address(of))
    assert client.post(address(of, "probability/"), {"percent": "70"}).status_code == 404
    assert client.get(OWN).status_code == 404
    assert "What you expect" not in page(client, "/account/")
    assert not Probability.objects.exists()


@pytest.mark.usefixtures("asked")
def test_a_member_says_changes_and_takes_back_what_they_expect(client, of) -> None:
    reader = make.reader()
    client.force_login(reader)

    for percent in ("70", " 40 % "):
        answer = client.post(address(of, "probability/"), {"percent": percent})
        assert answer["Location"] == f"{address(of)}#probability"
    assert expecting.probability_of(of, reader).percent == 40
    assert 'value="40"' in page(client, address(of))

    client.post(address(of, "probability/"), {"percent": "40", "take_back": "1"})

    assert expecting.probability_of(of, reader) is None
    assert Probability.objects.count() == 2


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("given", ["", "101", "-1", "seventy", "7.5", "²"])
def test_what_is_no_percentage_comes_back_with_a_sentence(client, of, given) -> None:
    client.force_login(make.reader())

    answer = client.post(address(of, "probability/"), {"percent": given})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Give a whole number from 0 to 100." in html
    assert f'value="{given}"' in html
    assert not Probability.objects.exists()


@pytest.mark.usefixtures("asked")
def test_a_settled_claim_is_no_longer_asked_about(client, of) -> None:
    reader = make.reader()
    client.force_login(reader)
    actions.state_probability(claim=of, reader=reader, percent=80)
    assess(of, "confirmed")

    html = page(client, address(of))
    answer = client.post(address(of, "probability/"), {"percent": "99"})

    assert "You said 80 % before it was settled." in html
    assert "<form" not in html[html.index('id="probability"') :].partition("</section>")[0]
    assert answer.status_code == 422
    assert "This claim is settled." in answer.content.decode()
    assert Probability.objects.get().percent == 80


@pytest.mark.usefixtures("asked")
def test_a_visitor_is_told_of_it_and_asked_to_sign_in(client, of) -> None:
    html = page(client, address(of))

    assert "Readers with an account may say how likely" in html
    assert f"?next={address(of)}" in html
    assert 'name="percent"' not in html
    assert client.post(address(of, "probability/"), {"percent": "70"}).status_code in {302, 403}
    assert not Probability.objects.exists()


@pytest.mark.usefixtures("asked")
def test_nobody_sees_what_another_reader_expects(client, of) -> None:
    actions.state_probability(claim=of, reader=make.reader(), percent=73)

    assert "73" not in words(page(client, address(of)))
    client.force_login(make.reader())
    assert "73" not in words(page(client, address(of)))
    assert "73" not in words(page(client, OWN))


@pytest.mark.usefixtures("asked")
def test_a_claim_that_is_not_public_cannot_be_said_anything_of(client, of) -> None:
    hidden = claim("C1", actions.make_outlook(document(title="Hidden")))
    client.force_login(make.reader())

    answer = client.post(address(hidden, "probability/"), {"percent": "70"})

    assert answer.status_code == 404
    assert not Probability.objects.exists()


@pytest.mark.usefixtures("asked")
def test_a_member_reads_in_plain_words_how_well_it_fitted(client, of) -> None:
    reader = make.reader()
    client.force_login(reader)
    outlook: Outlook = of.outlook
    for key, verdict in (("C1", "confirmed"), ("C2", "refuted"), ("C3", "confirmed")):
        said_before(claim(key, outlook), reader, 70)
        assess(claim(key, outlook), verdict)

    found = words(page(client, OWN))

    assert "Of 3 claims to which you gave about 70 %, 2 came true." in found
    assert "In all, the Brier score is 0.22:" in found  # (0.09 + 0.49 + 0.09) / 3
    assert "70 % The wall holds, C1 · confirmed" in found
    assert client.get(OWN)["Cache-Control"] == "private, no-store"
    assert "What you expect" in page(client, "/account/")


@pytest.mark.usefixtures("asked")
def test_all_readers_are_shown_in_sum_once_there_are_enough_of_them(client, of) -> None:
    for _number in range(expecting.FEWEST - 1):
        said_before(of, make.reader(), 80)
    assess(of, "confirmed")
    assert "What our readers expected" not in page(client, "/outlooks/")

    Probability.objects.create(
        claim=of, reader=make.reader(), percent=80, at=timezone.now() - timedelta(days=730)
    )

    found = words(page(client, "/outlooks/"))
    assert "5 times readers gave a claim about 80 %; 5 times it came true." in found


@pytest.mark.usefixtures("asked")
def test_whoever_changes_their_mind_without_end_is_asked_to_wait(client, of, monkeypatch) -> None:
    monkeypatch.setattr(probability_views, "CHANGES", Limit(1, 3600))
    client.force_login(make.reader())
    client.post(address(of, "probability/"), {"percent": "70"})

    answer = client.post(address(of, "probability/"), {"percent": "71"})

    assert answer.status_code == 429
    assert "Try again in" in answer.content.decode()
    assert 'value="71"' in answer.content.decode()


@pytest.mark.usefixtures("asked")
def test_the_form_works_as_it_stands_on_the_page(of) -> None:
    reader, browser = make.reader(), Client(enforce_csrf_checks=True)
    browser.force_login(reader)
    html = page(browser, address(of))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)[1]
    action = re.search(r'<form method="post" action="([^"]+)" class="form">', html)[1]

    answer = browser.post(action, {"csrfmiddlewaretoken": token, "percent": "70"}, follow=True)

    assert 'value="70"' in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert expecting.probability_of(of, reader).percent == 70
