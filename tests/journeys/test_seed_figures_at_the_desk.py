"""An editor enters the seed's figures by the desk's forms, and says how they stand."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from pasquino.accounts.models import Role
from pasquino.figures import records
from pasquino.figures.models import Figure
from tests.fixtures import fixture
from tests.stories import desk

pytestmark = pytest.mark.django_db

KNOWN_FROM_THE_SENTENCE = {"F14": {"qualifier": "up_to"}}
OF_F4 = {"F1": "implied", "F6": "stated", "F7": "stated"}
Entered = dict[str, Figure]


@pytest.fixture
def editor() -> Client:
    client = Client()
    desk.signed_in(client, Role.EDITOR, "Edda")
    return client


@pytest.fixture
def entered(editor: Client) -> Entered:
    """All nineteen: recorded with their words, of whom, and where; F15 as the newer count."""
    figures: Entered = {}
    for one in seed():
        older = figures.get(one.get("supersedes", ""))
        address = f"/desk/figures/{older.pk}/newer/" if older else "/desk/figures/add/"
        answer = editor.post(address, typed(editor, address, one, is_newer=older is not None))
        assert answer.status_code == 302, (one["id"], answer.content.decode())
        figures[one["id"]] = Figure.objects.latest("pk")
    return figures


def seed() -> list[dict[str, Any]]:  # Any: JSON
    found: list[dict[str, Any]] = json.loads(fixture("seed/figures.json").read_bytes())["figures"]
    return found


def typed(editor: Client, address: str, one: dict[str, Any], *, is_newer: bool) -> dict[str, Any]:
    """What the form sends: what it read in the words, put right where the sentence says more."""
    words = {"words": one["anchor"]["exact"], "language": "en"}
    form = editor.post(address, words | {"read": ""}).context["form"]
    read = {name: form.initial.get(name) or "" for name in ("qualifier", "amount", "amount_to")}
    read |= {name: form.initial.get(name) or "" for name in ("per", "modal", "word")}
    noted = {"population": one["population"], "as_of": one["as_of"] or "", "unit": unit(one)}
    sent = words | read | noted | KNOWN_FROM_THE_SENTENCE.get(one["id"], {})
    return sent | ({"reason": "revised"} if is_newer else {})


def unit(one: dict[str, Any]) -> str:
    return str(one["stated"]["unit"])


def relate(editor: Client, figure: Figure, other: Figure, kind: str, basis: str) -> None:
    sent = {"kind": kind, "other": f"fig:{other.pk}", "basis": basis}
    assert editor.post(f"/desk/figures/{figure.pk}/relations/", sent).status_code == 302


def page(editor: Client, figure: Figure) -> str:
    return " ".join(editor.get(f"/desk/figures/{figure.pk}/").content.decode().split())


def test_nineteen_figures_are_entered_with_what_their_words_state(entered: Entered) -> None:
    assert len(entered) == Figure.objects.count() == 19
    for one in seed():
        figure, stated = entered[one["id"]], one["stated"]
        assert figure.words == one["anchor"]["exact"]
        assert figure.qualifier == stated["qualifier"]
        assert figure.unit == stated["unit"]
        if isinstance(stated["value"], int):
            assert figure.amount == Decimal(stated["value"])


def test_what_cannot_add_up_is_said_on_the_figure_s_page(editor: Client, entered: Entered) -> None:
    whole = entered["F4"]
    for part, basis in OF_F4.items():
        relate(editor, entered[part], whole, "subset", basis)
    relate(editor, entered["F2"], entered["F1"], "subset", "stated")
    relate(editor, entered["F5"], whole, "share", "stated")

    shown = page(editor, whole)

    assert "7,100 to 7,199" in shown
    assert "at least 7,201" in shown
    assert "4,615 to 5,399" in shown
    assert "30.0 %" in page(editor, entered["F1"])


def test_five_hundred_have_a_newer_count(editor: Client, entered: Entered) -> None:
    older, newer = entered["F14"], entered["F15"]

    assert records.newest_of(older) == newer
    assert records.state_of(older) == "superseded"
    assert newer.words in page(editor, older)
