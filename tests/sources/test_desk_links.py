"""Link health at the desk, and members who say that a link is dead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from pasquino.accounts.models import Role
from pasquino.quotations import records
from pasquino.sources import links, works
from pasquino.sources.models import LinkState, Work
from tests import make
from tests.journeys.writing import Member
from tests.sources.test_links import CASINO, REWORDED, URL, cited_in_public, look, quoted
from tests.sources.test_links import work as work  # noqa: PLC0414 - a fixture, taken over

pytestmark = pytest.mark.django_db


@pytest.fixture
def edda() -> Client:
    client = Client()
    client.force_login(make.person("Edda", Role.EDITOR))
    return client


@pytest.fixture
def many() -> Iterator[list[Work]]:
    """Works whose links stand in each way, and some forty more that are gone."""
    made = [works.work_for(url=f"https://river.example/{n}", title=f"Work {n}") for n in range(50)]
    for number, state in enumerate(LinkState.State.values):
        stand(made[number], state)
    for one in made[8:]:
        stand(one, "gone")
    with cited_in_public():
        yield made


def stand(work: Work, state: str) -> None:
    LinkState.objects.filter(address__work=work).update(
        state=state, next_check=timezone.now() + timedelta(days=30)
    )


def listed(client: Client, address: str) -> tuple[list[str], str]:
    """The states on a page of the list in order, and where the next one is."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    further = page.select_one("a[rel=next]")
    states = [
        str(cell.get_text()) for cell in page.select("tr[id^=link-] td:nth-of-type(2) strong")
    ]
    return states, str(further["href"]) if further else ""


def test_the_worst_come_first_page_by_page(edda: Client, many: list[Work]) -> None:
    states, address = [], "/desk/sources/links/"
    while address:
        found, further = listed(edda, address)
        states += found
        address = f"/desk/sources/links/{further}" if further else ""

    assert states == [
        *["gone"] * 43, "another page stands there now", "does not answer at present",
        "the page has changed",
    ]  # fmt: skip


@pytest.mark.parametrize("state", LinkState.State.values)
def test_each_state_has_its_list(edda: Client, many: list[Work], state: str) -> None:
    found, _further = listed(edda, f"/desk/sources/links/?state={state}")

    assert set(found) == {str(LinkState.State(state).label)}


@pytest.mark.parametrize("after", ["x", "gone.", "gone.x", "nowhere.1", ".", "gone." + "9" * 99])
def test_a_place_that_is_none_begins_the_list(edda: Client, many: list[Work], after: str) -> None:
    assert listed(edda, f"/desk/sources/links/?after={after}") == listed(
        edda, "/desk/sources/links/"
    )


def test_the_list_says_what_became_of_the_quoted_words(edda: Client, work: Work) -> None:
    quoted(work)
    records.check_again(records.record(text="Nobody asked the beavers", work=work))
    look(REWORDED, work)

    page = edda.get("/desk/sources/links/").content.decode()

    assert "page changed, quoted words reworded since: 1 quotation" in page
    assert "page changed, quoted words still there: 1 quotation" in page


def test_the_desks_front_counts_what_is_to_be_seen_to(edda: Client, work: Work) -> None:
    assert "Links of our sources" not in edda.get("/desk/").content.decode()

    look(CASINO, work)

    assert "another page stands there now: 1" in edda.get("/desk/").content.decode()


def test_a_writer_is_not_counted_to(work: Work) -> None:
    look(CASINO, work)
    client = Client()
    client.force_login(make.person("Wim", Role.WRITER))

    assert "Links of our sources" not in client.get("/desk/").content.decode()
    assert client.get("/desk/sources/links/").status_code in {302, 403}


def test_an_editor_has_a_link_looked_at_now(work: Work) -> None:
    stand(work, "gone")
    edda = Member(make.person("Edda", Role.EDITOR))
    form = edda.open("/desk/sources/links/")

    answer = edda.send(form)

    assert answer.status_code == 302
    assert "looked at" in edda.client.get("/desk/sources/links/").content.decode()


def test_a_member_reports_a_dead_link(work: Work) -> None:
    stand(work, "ok")
    bert = Member(make.reader("Bert"))
    page = BeautifulSoup(Client().get(f"/sources/{work.pk}/").content, "html.parser")
    way = page.find("a", string="Report a dead link")

    form = bert.open(str(way["href"]))
    bert.send(form)

    assert "Thank you. We look at it now" in bert.words()
    assert links.due(timezone.now()).exists()

    bert.send(bert.open(str(way["href"])))
    assert "within the last hour" in bert.words()


def test_reports_are_taken_so_often(work: Work) -> None:
    bert = Member(make.reader("Bert"))
    form = bert.open(f"/sources/{work.pk}/report/")
    for _ in range(links.REPORTS.count):
        bert.send(form)

    assert bert.send(form).status_code == 429
    assert "often enough" in bert.words()


def test_a_visitor_is_asked_to_sign_in_for_it(work: Work) -> None:
    answer = Client().get(f"/sources/{work.pk}/report/")

    assert answer.headers["Location"].startswith("/account/login/")


def test_what_nobody_cites_in_public_takes_no_report() -> None:
    made = works.work_for(url=URL)
    bert = Client()
    bert.force_login(make.reader("Bert"))

    assert bert.post(f"/sources/{made.pk}/report/").status_code == 404
