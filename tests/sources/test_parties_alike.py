"""Two spellings of one person are proposed; two people in one line are told apart."""

from __future__ import annotations

import pytest

from pasquino.sources import likeness

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ada Quill", ["Ada Quill"]),
        ("Colin P. Clarke and Amarnath Amarasingam", ["Colin P. Clarke", "Amarnath Amarasingam"]),
        ("Ada Quill, Bo Stanza and Cy de la Rime", ["Ada Quill", "Bo Stanza", "Cy de la Rime"]),
        ("Ada Quill & Bo Stanza", ["Ada Quill", "Bo Stanza"]),
        ("Ada Quill; Bo Stanza", ["Ada Quill", "Bo Stanza"]),
        ("Eva Müller und Jan van der Berg", ["Eva Müller", "Jan van der Berg"]),
        ("Ada Quill and Ada Quill", ["Ada Quill"]),
        ("Johnson and Johnson", ["Johnson and Johnson"]),
        ("Santiago Ramón y Cajal", ["Santiago Ramón y Cajal"]),
        ("Centre for Research and Analysis", ["Centre for Research and Analysis"]),
        (
            "Department of Health and Human Services",
            ["Department of Health and Human Services"],
        ),
        ("Ada Quill, The River Post", ["Ada Quill, The River Post"]),
        ("Ada Quill and others", ["Ada Quill and others"]),
        ("  ", []),
    ],
)
def test_a_line_is_cut_only_into_whole_names(line, names) -> None:
    assert likeness.names_in(line) == names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Colin P. Clark", "Colin P. Clarke"),
        ("Colin Clarke", "Colin P. Clarke"),
        ("C. P. Clarke", "Colin P. Clarke"),
        ("C. Clark", "Colin Clarke"),
        ("Dr. Ada Quill", "ada quill"),
        ("José Núñez", "Jose Nunez"),
        ("Quill, Ada", "Ada Quill"),
        ("Councillor Ada Quill", "Ada Quill"),
        ("Ada Quill, Ostley", "Ada Quill"),
        ("Amarnath Amarasingam", "Amarnath Amarasingham"),
    ],
)
def test_spellings_of_one_person_are_alike(one, other) -> None:
    assert likeness.is_alike(one, other)
    assert likeness.is_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Colin Clarke", "Martin Clarke"),
        ("Colin P. Clarke", "Colin B. Clarke"),
        ("Ada Quill", "Ada Stanza"),
        ("Li Na", "Li Ma"),
        ("Clark", "Clarke"),
        ("Clark", "Colin Clarke"),
        ("", "Ada Quill"),
    ],
)
def test_other_people_are_not_alike(one, other) -> None:
    assert not likeness.is_alike(one, other)


@pytest.mark.parametrize(
    ("text", "spellings"),
    [
        (
            "Amarnath Amarasingam and Colin P. Clark take a stab. Colin P. Clark.",
            ["Colin P. Clark"],
        ),
        ("It was Colin Clark's idea, says Colin Clark.", ["Colin Clark"]),
        ("Colin P. Clarke and Colin Clarke's friends; Colin Clarkes Haus.", []),
        ("Martin Clark, and Clark alone, and colin clark.", []),
        ("Nobody of that name.", []),
        ("", []),
    ],
)
def test_another_spelling_in_a_text_is_noticed(text, spellings) -> None:
    assert likeness.spellings_in(text, "Colin P. Clarke") == spellings


def test_a_family_name_alone_may_be_somebody_in_the_same_work() -> None:
    assert likeness.may_be_family_name("Clark", "Colin P. Clarke")
    assert likeness.may_be_family_name("Clark", "Clarke")
    assert not likeness.may_be_family_name("Clark", "Ada Quill")
    assert not likeness.may_be_family_name("Colin Clark", "Colin Clarke")


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("The River Post", "River Post", True),
        ("Riverpost", "River Post", True),
        ("R.A.N.D.", "RAND", True),
        ("River Post", "Lake Post", False),
        ("The", "The River Post", False),
    ],
)
def test_organisations_are_alike_but_for_article_and_spacing(one, other, is_one) -> None:
    assert likeness.is_alike_organisation(one, other) is is_one


def test_an_organisation_with_dots_is_found() -> None:
    names = [(1, "R.A.N.D."), (2, "RAND"), (3, "The River Post"), (4, "River Post"), (5, "The")]

    assert list(likeness.pairs(names, organisations=True)) == [(1, 2), (3, 4)]


def test_each_pair_is_found_once_among_thousands() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    crowd = [f"{a}{b}{a}lo {b}{c}{a}{c}olin" for a in letters for b in letters for c in "aeiou"]
    few = [(7, "Colin P. Clark"), (3, "Colin P. Clarke"), (9, "Mayor Ada Quill"), (8, "Ada Quill")]
    names = [*few, *enumerate(crowd, start=100)]

    found = list(likeness.pairs(names, organisations=False))

    assert [pair for pair in found if max(pair) < 100] == [(3, 7), (8, 9)]
