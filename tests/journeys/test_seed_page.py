"""The page it all started from, imported and read as a reader without script gets it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from pasquino.discussion.models import Comment
from pasquino.discussion.reading import Display, Sort
from pasquino.stories.models import PublishedStory
from pasquino.transfer.scoop.load import Wishes, import_pages
from pasquino.transfer.scoop.marks import read_marks
from tests import make
from tests.fixtures import fixture

pytestmark = pytest.mark.django_db

PUBLISHED = datetime(2017, 3, 8, 20, 30, tzinfo=UTC)


def bring(*, marks: bool = True, **wishes: object) -> PublishedStory:
    """Import the seed page and give its story."""
    make.magazine(zone="America/New_York")
    read = read_marks(fixture("seed/marks.json").read_text(encoding="utf-8")) if marks else None
    import_pages(
        [fixture("seed/page.txt")],
        Wishes(published=PUBLISHED, byline="Jeralyn", marks=read, **wishes),  # type: ignore[arg-type]  # of Wishes
    )
    return PublishedStory.objects.get()


def expected() -> dict:
    return json.loads(fixture("seed/expected.json").read_text(encoding="utf-8"))


def page(client, story: PublishedStory, query: str = "") -> BeautifulSoup:
    answer = client.get(story.get_absolute_url() + query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ", strip=True).split())


def paragraphs(tag: Tag) -> list[Tag]:
    return tag.select(".comment__body p")


def read_comment(article: Tag) -> dict:
    """What a reader finds of one comment, in the shape of expected.json."""
    body = paragraphs(article)
    rating = words(article.select_one(".comment__rating")).strip("() ").split(" / ")
    time = article.select_one("time")
    assert time is not None
    return {
        "number": int(str(article["data-number"])),
        "parent": int(str(article["data-parent"])) if article.get("data-parent") else None,
        "subject": words(article.select_one(".comment__subject")),
        "author": words(article.select_one(".comment__author")),
        "posted_at": time["datetime"],
        "ratings": int(rating[1]),
        "score": None if rating[0] == "none" else float(rating[0]),
        "paragraphs": len(body),
        "quoted_paragraphs": [
            index for index, paragraph in enumerate(body) if paragraph.find_parent("blockquote")
        ],
        "body_starts": body[0].get_text()[:40],
        "body_ends": body[-1].get_text()[-40:],
    }


def test_the_page_shows_everything_that_stands_on_it(client) -> None:
    found, wanted = page(client, bring(site=True)), expected()

    paragraphs = found.select(".story__body p, .story__body li")
    assert words(found.select_one("h1")) == wanted["title"]
    assert wanted["magazine"] in words(found.select_one("header"))
    assert wanted["tagline"] in words(found.select_one("header"))
    assert wanted["contribute_label"] in words(found.select_one("header"))
    assert wanted["previous_story"] in words(found.select_one("nav.neighbours"))
    assert wanted["next_story"] in words(found.select_one("nav.neighbours"))
    assert words(paragraphs[0]).startswith(wanted["story_first_paragraph_starts"])
    assert words(paragraphs[-1]).startswith(wanted["story_last_paragraph_starts"])


def test_neighbours_that_are_not_here_are_named_even_beside_other_stories(client) -> None:
    story = bring()
    make.story("Much later")

    shown = words(page(client, story).select_one("nav.neighbours"))

    assert expected()["next_story"] in shown
    assert "Much later" not in shown


def test_all_comments_are_there_each_under_the_one_it_answers(client) -> None:
    found, wanted = page(client, bring()), expected()
    articles = found.select("article.comment")

    read = [read_comment(article) for article in articles]

    assert [comment["number"] for comment in read] == wanted["comments_in_page_order"]
    assert read == wanted["comments"]
    for article in articles:
        holder = article.find_parent("li").find_parent("li")
        above = holder.select_one("article.comment") if holder else None
        assert (above["data-number"] if above else None) == article.get("data-parent")


def test_a_header_reads_as_on_the_page(client) -> None:
    found = page(client, bring())

    header = words(found.select_one("#c1"))

    assert header.startswith(
        "It isn't us who is defeating ISIS Jeralyn (none / 0) (#1) "
        "by Militarytracy on Wed Mar 08, 2017 at 11:59:08 PM EST"
    )


@pytest.mark.parametrize("display", Display.values)
@pytest.mark.parametrize("sort", Sort.values)
def test_every_display_and_sort_shows_all_eight(client, display: str, sort: str) -> None:
    found = page(client, bring(marks=False), f"?display={display}&sort={sort}")

    numbers = [int(str(article["data-number"])) for article in found.select("article.comment")]

    assert sorted(numbers) == [1, 2, 3, 4, 5, 6, 7, 8]
    if display == "flat_unthread":
        assert numbers == sorted(numbers, reverse=sort.endswith("newest"))


def test_marked_paragraphs_are_quotations_opinion_and_update(client) -> None:
    found = page(client, bring())
    marks = json.loads(fixture("seed/marks.json").read_text(encoding="utf-8"))["blocks"]
    quoted = [words(tag) for tag in found.select(".story__body figure.quotation blockquote")]

    wanted = [mark["starts"] for mark in marks if mark["kind"] == "quotation"]

    assert len(quoted) == len(wanted)
    for text, start in zip(quoted, wanted, strict=True):
        assert text.startswith(" ".join(start.split()))
    assert "My interpretation" in words(found.select_one(".opinion"))
    assert "Update" in words(found.select_one(".update"))


def test_importing_twice_changes_nothing() -> None:
    bring()
    bring()

    assert PublishedStory.objects.get().story.editions.count() == 1
    assert Comment.objects.count() == 8


def test_a_dry_run_says_what_would_be_made_and_makes_nothing() -> None:
    reports = import_pages([fixture("seed/page.txt")], Wishes(published=PUBLISHED, dry_run=True))

    assert (reports[0].story_is_new, reports[0].new_comments) == (True, 8)
    assert not PublishedStory.objects.exists()


def test_nothing_is_written_when_one_of_two_files_is_broken(tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\x00\xff\x00")

    with pytest.raises(ValueError, match=r"broken\.txt"):
        import_pages([fixture("seed/page.txt"), broken], Wishes(published=PUBLISHED))

    assert not PublishedStory.objects.exists()


def test_a_page_that_grew_brings_only_what_is_new(tmp_path: Path) -> None:
    text = fixture("seed/page.txt").read_text(encoding="utf-8")
    shorter = tmp_path / "page.txt"
    shorter.write_text(text[: text.index("    It's Russia and its ally")], encoding="utf-8")
    first = import_pages([shorter], Wishes(published=PUBLISHED))

    then = import_pages([fixture("seed/page.txt")], Wishes(published=PUBLISHED))

    assert (first[0].new_comments, then[0].new_comments, then[0].story_is_new) == (6, 2, False)
    assert Comment.objects.get(number=7).parent_number == 5
