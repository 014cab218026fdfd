"""A name that a story writes in two ways is proposed to the editors as one person."""

from __future__ import annotations

import pytest

from pasquino.sources import naming
from pasquino.sources.models import Party
from tests import make

pytestmark = pytest.mark.django_db


def test_a_speaker_written_otherwise_in_the_story_is_proposed() -> None:
    make.story(
        blocks=[
            make.text("Amarnath Amarasingam and Colin P. Clark take a stab at the question."),
            make.quotation(speaker="Colin P. Clarke and Amarnath Amarasingam"),
        ]
    )

    (found,) = naming.proposals()
    assert {found.one.name, found.other.name} == {"Colin P. Clark", "Colin P. Clarke"}


def test_a_family_name_alone_is_proposed_beside_the_author_of_the_work() -> None:
    work = {"work": "On Weirs", "publisher": "The River Post"}
    make.story(
        blocks=[
            make.quotation(speaker="Colin Clarke", **work),
            make.quotation(speaker="Clark", **work),
        ]
    )

    (found,) = naming.proposals()
    assert {found.one.name, found.other.name} == {"Colin Clarke", "Clark"}


def test_a_name_written_in_one_way_makes_nobody_else() -> None:
    make.story(
        blocks=[make.text("Ada Quill says so."), make.quotation(speaker="Ada Quill")],
    )

    assert [party.name for party in Party.objects.all()] == ["Ada Quill"]
    assert naming.proposals() == []
