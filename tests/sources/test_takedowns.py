"""What is taken down is out of the public's sight at once, and comes back when it is lifted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pasquino.accounts.models import Role
from pasquino.sources import keeping, takedowns, works
from pasquino.sources.announcements import work_changed
from pasquino.sources.models import Capture, Takedown, Work
from tests import make
from tests.journeys.writing import Member
from tests.sources.test_links import cited_in_public
from tests.sources.world import page, world

pytestmark = pytest.mark.django_db
URL = "https://river.example/weir"


@pytest.fixture
def work() -> Iterator[Work]:
    """A work with two copies, cited in public."""
    made = works.work_for(url=URL, title="The weir holds")
    with world({URL: page()}) as outside:
        for _ in range(2):
            keeping.keep(made, keeping.copied(outside.fetch(URL)))
    with cited_in_public():
        yield made


def take_down(work: Work, capture: Capture | None = None) -> Takedown:
    return takedowns.take_down(
        work, capture=capture, reason="copyright", note="A letter of 3 May.", by=None
    )


def public_page(work: Work) -> str:
    return Client().get(f"/sources/{work.pk}/").content.decode()


def test_nothing_of_a_work_is_shown_but_hashes_and_the_reason(work: Work) -> None:
    before = public_page(work)
    copy = work.captures.first()

    takedown = take_down(work)
    page = public_page(work)

    assert copy.bytes_hash in page
    assert page.count("the owner of the rights asked") == 2
    assert ": complete" in before
    assert ": complete" not in page
    assert "archivedAt" not in page
    assert "A letter of 3 May" not in page

    takedowns.lift_takedown(takedown, note="They changed their mind.", by=None)
    assert public_page(work) == before


def test_one_copy_alone_is_taken_down(work: Work) -> None:
    newer, older = work.captures.order_by("-at")

    take_down(work, newer)

    withheld = takedowns.withheld([work.pk])
    assert withheld.why(work.pk, newer.pk) == "the owner of the rights asked"
    assert withheld.why(work.pk, older.pk) == withheld.why(work.pk) == ""
    page = public_page(work)
    assert page.count("the owner of the rights asked") == 1
    assert "archivedAt" in page


def test_many_works_are_asked_about_at_once(work: Work) -> None:
    others = [works.work_for(title=f"Work {number}").pk for number in range(5)]
    take_down(work)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        withheld = takedowns.withheld([work.pk, *others])

    assert len(asked) == 1
    assert set(withheld.works) == {work.pk}


def test_a_takedown_says_why_and_is_made_and_lifted_once(work: Work) -> None:
    other = works.work_for(title="Another")
    with pytest.raises(takedowns.NoNote):
        takedowns.take_down(work, reason="privacy", note=" ", by=None)
    with pytest.raises(takedowns.CopyOfAnother):
        take_down(other, work.captures.first())
    takedown = take_down(work)
    with pytest.raises(takedowns.TakenDownAlready):
        take_down(work)
    with pytest.raises(takedowns.NoNote):
        takedowns.lift_takedown(takedown, note="", by=None)

    takedowns.lift_takedown(takedown, note="A mistake.", by=None)

    with pytest.raises(takedowns.LiftedAlready):
        takedowns.lift_takedown(takedown, note="Again.", by=None)
    assert take_down(work).pk != takedown.pk


def test_pages_hear_of_it(work: Work) -> None:
    heard: list[Work] = []

    def hear(work, **_rest):
        heard.append(work)

    work_changed.connect(hear)
    takedowns.lift_takedown(take_down(work), note="A mistake.", by=None)

    assert heard == [work, work]


def test_an_editor_takes_down_and_lifts_at_the_desk(work: Work) -> None:
    edda = Member(make.person("Edda", Role.EDITOR))
    newer = work.captures.order_by("-at").first()

    form = edda.open(f"/desk/sources/{work.pk}/takedowns/")
    refused = edda.client.post(form.action or edda.answer.request["PATH_INFO"], form.fields)
    assert refused.status_code == 422
    edda.client.post(
        f"/desk/sources/{work.pk}/takedowns/",
        {**form.fields, "what": newer.pk, "reason": "privacy", "note": "She asked."},
    )

    takedown = Takedown.objects.get()
    assert (takedown.capture, takedown.by.name, takedown.note) == (newer, "Edda", "She asked.")
    assert "She asked." in edda.client.get(f"/desk/sources/{work.pk}/takedowns/").content.decode()

    edda.client.post(
        f"/desk/sources/takedowns/{takedown.pk}/lift/", {**form.fields, "note": "She agreed."}
    )
    takedown.refresh_from_db()
    assert (takedown.lifted_by.name, takedown.lift_note) == ("Edda", "She agreed.")


@pytest.mark.parametrize("role", [Role.READER, Role.MODERATOR, Role.WRITER])
def test_only_editors_take_down(work: Work, role: Role) -> None:
    client = Client()
    client.force_login(make.person("Bert", role))

    answer = client.post(
        f"/desk/sources/{work.pk}/takedowns/", {"reason": "privacy", "note": "Mine."}
    )

    assert answer.status_code in {302, 403}
    assert not Takedown.objects.exists()
