"""What a reader sees under a quotation: where it is from, and whether it matches."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pasquino.quotations import records
from pasquino.sources.models import Party, Takedown
from pasquino.stories import actions, cited_rows, previews
from pasquino.stories.models import PublicationOverride
from tests import make
from tests.stories import citing

pytestmark = pytest.mark.django_db

DIFF = [
    {"op": "same", "quoted": "The western piers are", "source": "The western piers are"},
    {"op": "dropped", "quoted": "", "source": "not", "critical": True},
    {"op": "same", "quoted": "unsafe today.", "source": "unsafe today."},
]


def page(client, story) -> BeautifulSoup:
    answer = client.get(story.get_absolute_url())
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def figure(client, story) -> Tag:
    found = page(client, story).select_one("figure.quotation")
    assert found is not None
    return found


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ", strip=True).split())


@pytest.mark.parametrize(
    ("check", "verdict", "sentence"),
    [
        ({}, "verbatim", "Matches the source, copy of March 7, 2017"),
        ({"status": "verbatim_marked"}, "verbatim_marked", "Matches the source, with marked cuts"),
        ({"status": "altered"}, "altered", "Differs from the source"),
        ({"status": "not_found"}, "not_found", "Not found in the copy we hold"),
        (
            {"status": "cannot_tell", "evidence": "partial", "reasons": ["paywall"]},
            "cannot_tell",
            "Could not be checked: paywall",
        ),
        (
            {"status": "cannot_tell", "evidence": "none", "with_copy": False},
            "cannot_tell",
            "Could not be checked: no copy yet",
        ),
    ],
)
def test_the_verdict_stands_under_the_words(client, check, verdict, sentence) -> None:
    shown = figure(client, citing.cited(check=check))

    assert shown["data-verdict"] == verdict
    assert words(shown.select_one(".verdict")).startswith(sentence)


def test_speaker_work_date_and_number_stand_before_the_verdict(client) -> None:
    story = citing.cited(check={})
    work = citing.work_of(story)
    work.published = "2017-03"
    work.save(update_fields=["published"])

    shown = figure(client, story)

    line = words(shown.select_one(".source__line"))
    assert line.startswith("Petra Lind On weirs Source [1] March 2017 Matches the source")
    assert shown.blockquote["cite"] == citing.LINK
    number = shown.select_one(".source__number")
    assert page(client, story).select_one(str(number["href"]))


@pytest.mark.parametrize(
    "warning", ["elision_hides_negation", "elision_hides_limiter", "bracket_replaces_negation"]
)
def test_a_hidden_negation_or_condition_never_stands_beside_a_tick(client, warning) -> None:
    check = {"status": "verbatim_marked", "warnings": [warning]}

    shown = figure(client, citing.cited(check=check))

    assert shown["data-warnings"] == warning
    assert not shown.select(".verdict--good")
    assert shown.select_one(".verdict--note")


def test_warnings_are_said_in_words_and_those_for_editors_are_not(client) -> None:
    check = {"warnings": ["source_typo", "punctuation"]}

    shown = figure(client, citing.cited(check=check))

    notes = [words(note) for note in shown.select(".verdict--note")]
    assert notes == ["So in the source"]


def test_an_editor_who_vouches_is_named(client) -> None:
    story = citing.cited(check={"status": "cannot_tell", "evidence": "none", "with_copy": False})
    records.attest(citing.quotation_of(story), how="print", note="Page 4.", name="Ada Quill")

    shown = figure(client, story)

    assert shown["data-verdict"] == "attested"
    assert words(shown.select_one(".verdict")) == "Checked by Ada Quill, print edition"
    assert words(shown.select_one("details")) == "How it was checked Page 4."


def test_a_quotation_without_any_source_says_so(client) -> None:
    shown = figure(client, citing.cited(work="", link=""))

    assert words(shown.select_one(".verdict")) == "Source not named"


def test_a_paraphrase_has_no_verdict(client) -> None:
    story = citing.cited(check={})
    citing.quotation_of(story).checks.all().delete()
    type(citing.quotation_of(story)).objects.update(kind="paraphrase")

    shown = figure(client, story)

    assert "data-verdict" not in shown.attrs
    assert not shown.select(".verdict")


def test_a_paraphrase_is_printed_as_our_own_words_not_as_somebodys(client) -> None:
    story = citing.cited(check={}, kind="paraphrase")

    shown = figure(client, story)

    assert not shown.select("blockquote")
    assert "In our own words, after Petra Lind" in words(shown.select_one(".source__line"))
    page = client.get(story.get_absolute_url()).content.decode()
    assert '"Quotation"' not in page
    feed = client.get("/feeds/stories.atom").content.decode()
    assert "In our own words, after Petra Lind" in feed
    assert "blockquote" not in feed


def test_the_source_can_be_read_around_the_quoted_words(client) -> None:
    check = {
        "context": [
            ["around", "It rained. "],
            ["quoted", "The weir holds,"],
            ["around", " they say, "],
            ["quoted", "for now."],
            ["around", " Nobody looked."],
        ],
        "status": "verbatim_marked",
    }

    proof = figure(client, citing.cited(check=check)).select_one(".proof__context")

    assert words(proof) == "It rained. The weir holds, they say, for now. Nobody looked."
    assert [words(mark) for mark in proof.select("mark")] == ["The weir holds,", "for now."]


def test_what_differs_is_told_of_the_clause_alone_and_to_the_ear(client) -> None:
    check = {"status": "altered", "kind": "omission", "words_omitted": 1, "diff": DIFF}

    clause = figure(client, citing.cited(check=check)).select_one("dl.clause")

    assert words(clause) == (
        "The source says The western piers are not unsafe today. "
        "Here The western piers are unsafe today."
    )
    assert [words(tag) for tag in clause.select("del")] == ["not"]


def test_the_proof_needs_no_script_and_names_hash_and_date(client) -> None:
    check = {"status": "altered", "diff": DIFF}

    shown = figure(client, citing.cited(check=check))

    assert not shown.select("script")
    assert words(shown.select_one("details summary")) == "What differs"
    assert "From our copy of March 7, 2017." in words(shown.select_one(".proof__copy"))
    assert shown.select_one(".proof__copy data")["value"] == "a1" * 32


def test_a_takedown_hides_the_sources_words_and_the_date_and_keeps_the_verdict(client) -> None:
    check = {
        "status": "altered", "diff": DIFF, "context": [["quoted", "Secret."]],
    }  # fmt: skip
    story = citing.cited(check=check)
    work = citing.work_of(story)
    Takedown.objects.create(work=work, reason="privacy", note="Asked by letter.")

    shown = figure(client, story)

    assert words(shown.select_one(".verdict")) == "Differs from the source"
    assert "somebody's privacy" in words(shown.select_one(".proof__withheld")).replace("’", "'")
    assert not shown.select("details")
    assert "Secret" not in words(page(client, story).main)
    assert "2017" not in words(shown)


def test_a_dead_link_stays_and_the_copy_is_offered_beside_it(client) -> None:
    story = citing.cited(check={})
    work = citing.work_of(story)
    citing.link_stands(work, "gone", since=datetime(2018, 5, 3, tzinfo=UTC))

    shown = figure(client, story)

    link = shown.select_one(".source__work cite a")
    assert link["href"] == link["data-originalurl"] == citing.LINK
    assert link["data-versiondate"] == "2017-03-07"
    assert link["data-versionurl"].startswith(f"/sources/{work.pk}/#copy-")
    offered = shown.select_one(".source__archived a")
    assert words(offered) == "what we keep of it (copy of March 7, 2017, not public)"
    assert offered["href"] == link["data-versionurl"]


def test_a_living_link_has_no_archived_copy_beside_it(client) -> None:
    story = citing.cited(check={})
    citing.link_stands(citing.work_of(story), "ok")

    assert not figure(client, story).select(".source__archived")


def test_an_edition_from_before_quotations_were_checked_shows_its_words(client) -> None:
    story = citing.cited(check={})
    story.story.story_quotations.all().delete()

    shown = figure(client, story)

    assert "data-verdict" not in shown.attrs
    assert words(shown).startswith("The weir holds. Petra Lind On weirs")


def test_markup_in_a_source_stays_words(client) -> None:
    check = {
        "context": [["quoted", "<script>alert(1)</script>"]], "status": "altered",
        "diff": [{"op": "changed", "quoted": "a", "source": "<img src=x onerror=alert(1)>"}],
    }  # fmt: skip

    shown = figure(client, citing.cited(check=check, speaker="<b>Bold</b>"))

    assert not shown.select("script, img, .source__line b")
    assert "<script>" in words(shown.select_one("mark"))


def test_twelve_quotations_cost_three_questions(client) -> None:
    make.magazine()
    quotations = [
        make.quotation(f"It holds {n}.", speaker="A", work=f"W {n}", link=f"{citing.LINK}/{n}")
        for n in range(12)
    ]
    without, with_them = make.story(), make.story(blocks=[make.text("Words."), *quotations])
    for story in (without, with_them):
        make.comment(make.thread(story))

    asked = [questions(client, story.get_absolute_url()) for story in (without, with_them)]

    assert asked[1] <= min(asked[0] + 3, 12)


def questions(client, address: str) -> int:
    """How many the page asks the database once its process is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_a_new_verdict_shows_at_once_and_makes_no_edition(client) -> None:
    story = citing.cited(check={})
    before = figure(client, story)["data-verdict"]
    editions = story.story.editions.count()

    citing.judged(citing.quotation_of(story), status="altered")

    assert (before, figure(client, story)["data-verdict"]) == ("verbatim", "altered")
    assert story.story.editions.count() == editions


def test_the_list_of_sources_tells_of_each_once_with_its_link_in_words(client) -> None:
    quotations = [
        make.quotation("One.", speaker="A", work="First", link=f"{citing.LINK}/1"),
        make.quotation("Two.", speaker="A", work="First", link=f"{citing.LINK}/1"),
        make.quotation("Three.", speaker="A", work="Second", publisher="River Post"),
    ]
    story = make.story(blocks=quotations)
    first = story.story.story_sources.get(place=1).work
    citing.link_stands(first, "ok", checked_at=datetime(2018, 5, 3, 12, tzinfo=UTC))

    listed = page(client, story).select("#sources .sources__work")

    assert [words(item) for item in listed] == [
        "[1] First example.org works, checked May 3, 2018",
        "[2] Second River Post",
    ]
    numbers = [words(link) for link in page(client, story).select(".source__number")]
    assert numbers == ["Source [1]", "Source [1]", "Source [2]"]


@pytest.mark.parametrize(
    ("drift", "said"),
    [("still", "still there"), ("reworded", "reworded"), ("gone", "gone"), ("", "since")],
)
def test_a_changed_page_says_what_became_of_the_quoted_words(client, drift, said) -> None:
    story = citing.cited(check={"drift": drift})
    citing.link_stands(citing.work_of(story), "changed")

    state = words(page(client, story).select_one(".sources__state"))

    assert state.startswith("page changed since March 7, 2017")
    assert said in state
    assert state.endswith("copy of March 7, 2017 kept")


def test_a_story_without_quotations_has_no_list_of_sources(client) -> None:
    assert not page(client, make.story()).select("#sources")


def test_prepared_questions_get_what_the_models_say() -> None:
    story = citing.cited(check={"drift": "still"})
    citing.link_stands(citing.work_of(story), "ok", checked_at=citing.COPIED)
    check = citing.quotation_of(story).checks.get()

    (row,), (source,) = cited_rows.quotations_of(story.pk), cited_rows.sources_of(story.pk)

    assert (row.check, row.capture, row.copied_at) == (check.pk, check.capture_id, citing.COPIED)
    assert row.uuid == citing.quotation_of(story).uuid
    assert source.addresses[0].is_canonical is True
    assert source.addresses[0].checked_at == citing.COPIED


def test_a_draft_shows_what_would_be_said_of_its_quotations_now(client) -> None:
    story = citing.cited()
    citing.copy_of(citing.work_of(story), text="They say the weir holds. For now.")
    story.story.save_revision()

    answer = client.get(previews.link_to(story.story))

    shown = BeautifulSoup(answer.content, "html.parser").select_one("figure.quotation")
    assert shown is not None
    assert shown["data-verdict"] == "verbatim"


def test_two_people_who_say_something_together_are_two(client) -> None:
    story = citing.cited(speaker="Colin P. Quill and Amar Stanza")

    quotation = citing.quotation_of(story)

    assert str(quotation.speaker) == "Colin P. Quill"
    assert quotation.speaker_words == "Colin P. Quill and Amar Stanza"
    assert Party.objects.filter(name="Amar Stanza").exists()


def test_a_works_page_names_the_stories_that_cite_it(client) -> None:
    story = citing.cited(check={})

    answer = client.get(citing.work_of(story).get_absolute_url())

    assert story.headline in answer.content.decode()
    listed = client.get("/sources/").content.decode()
    assert "On weirs" in listed


def test_a_withdrawn_story_cites_nothing_in_public(client) -> None:
    story = citing.cited(check={})
    actions.withdraw(story.story)

    assert client.get(citing.work_of(story).get_absolute_url()).status_code == 404


def test_why_editors_published_in_spite_of_a_doubt_is_shown_where_readers_may_know(client) -> None:
    story = citing.cited(check={"status": "not_found"})
    for reason, is_public in (("We have the printed page.", True), ("Trust me.", False)):
        PublicationOverride.objects.create(
            edition=story.edition, block="b", place=1, problem="not_found", said="Not found.",
            reason=reason, is_public=is_public,
        )  # fmt: skip

    told = words(figure(client, story))

    assert "The editors: We have the printed page." in told
    assert "Trust me" not in told


def test_arabic_words_run_their_own_way(client) -> None:
    check = {"context": [["quoted", "صمد السد"], ["around", "."]]}
    story = citing.cited("صمد السد", check=check)

    shown = figure(client, story)

    assert shown.select_one(".proof__context")["dir"] == "auto"
    assert shown.blockquote["dir"] == "auto"
