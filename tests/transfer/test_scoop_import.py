"""What the magazine could not keep is refused in one sentence before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from pasquino.accounts.models import User
from pasquino.cli import main
from pasquino.stories.models import PublishedStory, Section, Writer
from pasquino.transfer.scoop.load import Wishes, import_pages
from tests.transfer.scoop_text import FRAME, STORY, WHEN, a_comment

pytestmark = pytest.mark.django_db

SEVEN = "Subject (none / 0) (#7)"


def a_page(folder: Path, comment: str = "", name: str = "page.txt", story: str = STORY) -> Path:
    file = folder / name
    file.write_text(story + FRAME + comment, encoding="utf-8")
    return file


@pytest.fixture
def refused(monkeypatch, capsys):
    """Runs `pasquino import scoop` and gives the one sentence it was refused with."""
    monkeypatch.setattr("pasquino.cli.loading.load", lambda **_: None)

    def run(*words: str | Path) -> str:
        assert main(["import", "scoop", *map(str, words)]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert said.err.endswith("Nothing was imported.\n")
        assert not PublishedStory.objects.exists()
        assert not User.objects.exists()
        return said.err

    return run


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        (a_comment(7, title="s" * 201 + " (none / 0) (#7)"), "201 characters; at most 200"),
        (a_comment(7, title="(none / 0) (#7)"), "It has no subject."),
        (f"{SEVEN}\nby Ada on {WHEN}\n", "It has no text."),
        (a_comment(7) + "x" * 65536, "65,548 bytes; at most 65,536"),
        (a_comment(7, by="A" * 61), "A name has at most 60 characters; this one has 61."),
        (a_comment(7, by="A\u202eda"), "this one has U+202E."),
        (a_comment(7, by="\ufdfa" * 60), "A name may not hold that many"),
        (a_comment(7, when=WHEN.replace("2015", "2098")), "Its year is 2098"),
        (a_comment(7, when=WHEN.replace("EDT", "XYZ")), "--zone America/New_York"),
        (a_comment(7, title="S (9999 / 999999999) (#7)"), "more than can be kept"),
    ],
)
def test_a_comment_that_cannot_be_kept_is_named(
    tmp_path, refused, comment: str, words: str
) -> None:
    good = a_page(tmp_path, a_comment(1), "good.txt", STORY.replace("ferry", "tram"))
    bad = a_page(tmp_path, comment)

    sentence = refused(good, bad)

    assert sentence.startswith(f"{bad}: Comment #7 in line 19: ")
    assert words in sentence
    assert sentence.count("at most") <= 1


def test_a_file_is_named_even_when_its_name_is_part_of_the_sentence(
    tmp_path, monkeypatch, refused
) -> None:
    a_page(tmp_path, f"{SEVEN}\nby Ada on {WHEN}\n", "text")
    monkeypatch.chdir(tmp_path)

    assert refused("text").startswith("text: Comment #7")


def test_a_tagline_too_long_for_the_magazine_is_refused_with_site_alone(tmp_path, refused) -> None:
    story = STORY + FRAME.replace("News", "News " * 60)
    file = tmp_path / "page.txt"
    file.write_text(story, encoding="utf-8")

    assert "The tagline has" in refused(file, "--site")

    import_pages([file], Wishes())
    assert PublishedStory.objects.count() == 1


@pytest.mark.parametrize(
    "time", ["0001-01-01", "9999-12-31T23:59-12:00", "1969-12-31", "2999-01-01", "1066-10-14"]
)
def test_an_absurd_year_of_publication_is_refused(tmp_path, refused, time: str) -> None:
    assert f"--published '{time}'" in refused(a_page(tmp_path), "--published", time)


@pytest.mark.parametrize("option", ["--section", "--byline"])
@pytest.mark.parametrize("name", [" ", "N" * 101, "a\nb", "half \udc80"])
def test_what_cannot_be_a_name_is_refused(tmp_path, refused, option: str, name: str) -> None:
    assert refused(a_page(tmp_path), option, name).startswith(option)


@pytest.mark.parametrize(
    ("first", "second", "slugs"),
    [
        ("Terror", "Terror!", {"terror", "terror-2"}),
        ("Река", "Море", {"imported", "imported-2"}),
        ("R" * 60, "R" * 59 + "!", {"r" * 50, "r" * 50 + "-2"}),
    ],
)
def test_two_sections_whose_names_differ_have_two_addresses(
    tmp_path, first: str, second: str, slugs: set[str]
) -> None:
    import_pages([a_page(tmp_path)], Wishes(section=first))
    import_pages([a_page(tmp_path, story=STORY.replace("ferry", "tram"))], Wishes(section=second))

    found = Section.objects.filter(name__in=[first, second])
    assert {section.slug for section in found} == slugs


def test_two_writers_whose_names_differ_have_two_addresses(tmp_path) -> None:
    for number, name in enumerate(["Ада", "Нора", "A. Quill", "A Quill"]):
        story = STORY.replace("ferry", f"tram {number}")
        import_pages([a_page(tmp_path, story=story)], Wishes(byline=name))

    assert set(Writer.objects.values_list("slug", flat=True)) == {
        "writer", "writer-2", "a-quill", "a-quill-2",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["Мария", "李", "ß" * 60, "!?"])
def test_commenters_may_have_any_name(tmp_path, name: str) -> None:
    import_pages([a_page(tmp_path, a_comment(1, by=name))], Wishes())

    assert User.objects.get().name == name
