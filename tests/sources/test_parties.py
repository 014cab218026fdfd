"""Editors say who is one person and who is not, and may take it back."""

from __future__ import annotations

import pytest

from pasquino.sources import naming, parties, works
from pasquino.sources.announcements import work_changed
from pasquino.sources.models import Party

pytestmark = pytest.mark.django_db


def proposed() -> list[set[str]]:
    return [{found.one.name, found.other.name} for found in naming.proposals()]


def test_two_spellings_are_proposed_as_one_person() -> None:
    parties.party_for("Colin P. Clark")
    parties.party_for("Colin P. Clarke")
    parties.party_for("Ada Quill")

    assert proposed() == [{"Colin P. Clark", "Colin P. Clarke"}]


def test_a_person_is_not_proposed_as_an_organisation() -> None:
    parties.party_for("Ada Quill")
    parties.party_for("Ada Quil", Party.Kind.ORGANISATION)

    assert proposed() == []


def test_a_family_name_alone_is_proposed_within_one_work() -> None:
    works.work_for(title="On Weirs", authors=["Clark", "Colin P. Clarke"])
    works.work_for(title="On Mills", authors=["Quill"])
    parties.party_for("Ada Quill")

    assert proposed() == [{"Clark", "Colin P. Clarke"}]


def test_joined_they_are_found_under_either_name() -> None:
    clark, clarke = parties.party_for("Colin Clark"), parties.party_for("Colin Clarke")

    naming.join(clarke, clark, by=None)

    assert parties.find("colin clark") == clarke
    assert proposed() == []


def test_spellings_follow_when_theirs_is_joined_to_another() -> None:
    one, two, three = map(parties.party_for, ("C. Clark", "Colin Clark", "Colin Clarke"))
    naming.join(two, one, by=None)

    naming.join(three, two, by=None)

    assert parties.find("C. Clark") == three


def test_who_is_joined_already_is_not_joined_again() -> None:
    one, two, three = map(parties.party_for, ("C. Clark", "Colin Clark", "Colin Clarke"))
    naming.join(two, one, by=None)

    for stays, other in ((three, one), (one, three), (two, two)):
        with pytest.raises(naming.AlreadyJoined):
            naming.join(stays, other, by=None)


def test_joining_can_be_taken_back() -> None:
    clark, clarke = parties.party_for("Colin Clark"), parties.party_for("Colin Clarke")
    naming.join(clarke, clark, by=None)

    clark.refresh_from_db()
    naming.part(clark)

    assert parties.find("Colin Clark") == clark
    assert proposed() == [{"Colin Clark", "Colin Clarke"}]


def test_who_is_not_the_same_is_never_proposed_again() -> None:
    clark, clarke = parties.party_for("Colin Clark"), parties.party_for("Colin Clarke")

    naming.tell_apart(clarke, clark, by=None)
    naming.tell_apart(clark, clarke, by=None)

    assert proposed() == []


def test_the_works_of_who_was_joined_read_otherwise() -> None:
    told = []
    work = works.work_for(title="On Weirs", authors=["Colin Clark"], publisher="River Post")

    def hear(work: object, **_rest: object) -> None:
        told.append(work)

    work_changed.connect(hear)
    try:
        naming.join(parties.party_for("Colin Clarke"), parties.party_for("Colin Clark"), by=None)
    finally:
        work_changed.disconnect(hear)

    assert told == [work]
