"""Readers find each figure with its words, date, source, relatives and newer counts."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from pasquino.accounts.models import Role
from pasquino.figures import actions
from pasquino.figures.models import Figure, Series
from pasquino.figures.stated import Reading, Stated
from pasquino.sources.masking import mask_name
from pasquino.sources.models import Party
from pasquino.sources.parties import party_for
from pasquino.sources.works import work_for
from tests import make
from tests.figures.citers import COMMENTS, STORIES, _rooms, cited  # noqa: F401 - a fixture for all
from tests.figures.figures_made import figure, of

pytestmark = pytest.mark.django_db
QUERIES = 18  # of a figure's page with relatives, two rooms asked
TEN = of(10).amount


def text_of(client: Client, address: str) -> str:
    """A page that is there, in one line."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


def seen(client: Client, address: str) -> str:
    """What is read on it, without tags and without what stands in its head."""
    body = text_of(client, address).partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body))


def about(**fields: object) -> Figure:
    """A figure in words, cited by a story."""
    given: dict[str, Any] = {"words": "About 2,300", "stated": of(2300, "about"), "language": "en"}
    return cited(figure(**given | fields))


def a_series(*figures: Figure, title: str = "Households told to leave") -> Series:
    """A series of one line for each figure."""
    made = actions.make_series(title=title, note="Counted twice, in two ways.")
    for place, one in enumerate(figures):
        line = actions.add_line(series=made, measure=f"households, way {place + 1}")
        actions.add_point(line=line, figure=one)
    return made


def test_a_figure_stands_in_its_own_words_with_its_qualifier(client: Client) -> None:
    page = text_of(client, about().get_absolute_url())

    assert (
        '<h1><data class="figure" value="2300" data-qualifier="about" lang="en" dir="auto">'
        "About 2,300</data></h1>"
    ) in page


def test_what_is_known_of_it_is_told_and_what_is_not_known_too(client: Client) -> None:
    made = about(
        population="households on the left bank", place="Weirford",
        producer=party_for("River Office", Party.Kind.ORGANISATION), via="the mayor",
        leaves_out="summer houses", as_of_note="before the evening",
    )  # fmt: skip

    page = seen(client, made.get_absolute_url())

    for words in (
        "households on the left bank", "Weirford", "River Office", "the mayor", "summer houses",
        "date not given ( before the evening )", "source not given",
    ):  # fmt: skip
        assert words in page


@pytest.mark.parametrize(
    ("as_of", "words"),
    [("2017", "2017"), ("2017-03", "March 2017"), ("2017-03-07", "March 7, 2017")],
)
def test_its_date_is_as_exact_as_it_is_known(client: Client, as_of: str, words: str) -> None:
    page = text_of(client, about(as_of=as_of).get_absolute_url())

    assert f'<time datetime="{as_of}">{words}</time>' in page


def test_our_reading_is_called_ours(client: Client) -> None:
    made = about()
    actions.set_reading(
        figure=made, by=make.reader(), reading=Reading(of(2250).amount, of(2349).amount, "rounded")
    )

    page = seen(client, made.get_absolute_url())

    assert "Our reading read as 2,250 to 2,349. The source gave words, not bounds." in page


def test_bounds_that_the_source_gave_are_not_called_ours_alone(client: Client) -> None:
    made = about(words="between 40 and 45", stated=Stated("between", of(40).amount, of(45).amount))

    page = seen(client, made.get_absolute_url())

    assert "read as 40 to 45." in page
    assert "not bounds" not in page


def test_its_source_leads_to_the_sources_page_which_names_the_figure(client: Client) -> None:
    work = work_for(title="Of Floods", url="https://river.example/floods")
    made = about(work=work)

    assert f'href="{work.get_absolute_url()}"' in text_of(client, made.get_absolute_url())
    assert "Figures from it About 2,300" in seen(client, work.get_absolute_url())


def test_what_reports_it_is_named_with_the_comment(client: Client) -> None:
    work = work_for(title="The weir")
    made = about(reported_in=work, comment_number=4, reported_on="2017-03-09")

    page = seen(client, made.get_absolute_url())

    assert "Reported in The weir · comment #4 · March 9, 2017" in page


def test_a_newer_count_is_shown_at_the_older_and_the_chain_at_both(client: Client) -> None:
    older = about(words="500 troops", stated=of(500, "up_to"))
    middle = figure(words="up to 503", stated=of(503, "up_to"), as_of="2017-03")
    newest = figure(words="up to 510", stated=of(510, "up_to"), as_of="2018")
    actions.supersede(newer=middle, older=older, reason="newer_as_of", by=None)
    actions.supersede(newer=newest, older=middle, reason="revised", by=None)

    page = seen(client, older.get_absolute_url())

    assert "Newer count: up to 510 , as of 2018" in page
    assert re.search(
        r"newest first up to 510 , as of 2018 \(revised\) .*up to 503 .*500 troops", page
    )
    assert "up to 510" in seen(client, newest.get_absolute_url())
    assert "Newer count" not in seen(client, newest.get_absolute_url())


@pytest.mark.parametrize(("kind", "word"), [("disputed", "disputed"), ("withdrawn", "withdrawn")])
def test_a_mark_is_shown_with_its_reason(client: Client, kind: str, word: str) -> None:
    made = about()
    actions.mark(figure=made, kind=kind, reason="The mayor counted twice.", by=None)

    assert f"This figure is {word}: The mayor counted twice." in seen(
        client, made.get_absolute_url()
    )


def test_its_relations_are_said_in_words_with_who_says_so(client: Client) -> None:
    whole, part = about(), figure(words="including 689", stated=of(689))
    actions.relate(figure=part, other=whole, kind="subset", basis="stated", note="“including”")

    assert "Among them including 689 (the source says so: “including” )" in seen(
        client, whole.get_absolute_url()
    )
    assert "Part of About 2,300 (the source says so" in seen(client, part.get_absolute_url())


def test_a_figure_is_drawn_with_its_parts_and_they_with_it(client: Client) -> None:
    whole, part = about(), figure(words="689 of them", stated=of(689))
    actions.relate(figure=part, other=whole, kind="subset", basis="stated")

    for one in (whole, part):
        page = text_of(client, one.get_absolute_url())
        assert "<figcaption>“About 2,300” and its parts</figcaption>" in page
        assert page.count("<svg") == 1


def test_what_its_parts_add_up_to_is_said_with_the_arithmetic(client: Client) -> None:
    whole = about(words="Almost 7,200", stated=of(7200, "almost"))
    for words, stated in (
        ("almost 5,800 left", of(5800, "almost")),
        ("more than 1,500 came back", of(1500, "more_than")),
    ):
        part = figure(words=words, stated=stated)
        actions.relate(figure=part, other=whole, kind="subset", basis="stated")

    page = seen(client, whole.get_absolute_url())

    assert "Look closely: Parts add to at least 7,201, the total is at most 7,199" in page
    assert "This arithmetic is ours, not the sources'." in page.replace("&#x27;", "'")


def test_what_only_editors_can_mend_is_not_held_against_a_figure_in_public(client: Client) -> None:
    work = work_for(title="Of Floods", url="https://river.example/floods")

    assert "what does not" not in seen(client, about(work=work).get_absolute_url())


def test_parts_of_another_unit_are_not_drawn(client: Client) -> None:
    whole, part = about(), figure(words="30 days of it", stated=of(30, unit="days"))
    actions.relate(figure=part, other=whole, kind="unstated", basis="editor")

    assert "<svg" not in text_of(client, whole.get_absolute_url())


def test_a_share_is_drawn_as_a_strip(client: Client) -> None:
    whole = about()
    share = figure(words="about 70 %", stated=of(70, "about", "percent"))
    actions.relate(figure=share, other=whole, kind="share", basis="stated")

    assert "The whole strip: About 2,300." in seen(client, share.get_absolute_url())


def test_a_figure_shows_its_series_and_leads_to_it(client: Client) -> None:
    made = about(as_of="2017")
    series = a_series(made, figure(words="2,183", stated=of(2183), as_of="2016"))

    page = text_of(client, made.get_absolute_url())

    assert f'href="{series.get_absolute_url()}"' in page
    assert "<figcaption>Households told to leave</figcaption>" in page


def test_a_series_has_a_page_with_its_lines_apart(client: Client) -> None:
    series = a_series(about(as_of="2017"), figure(words="2,183", stated=of(2183), as_of="2016"))

    page = seen(client, series.get_absolute_url())

    assert "Counted twice, in two ways." in page
    assert "Each line counts in its own way." in page
    assert re.search(
        r"way 1 About 2,300 read as 2,250 to 2,349 2017 households, way 2 2,183 2016", page
    )


def test_who_cites_it_is_asked_of_each_room(client: Client) -> None:
    assert len(client.get(about().get_absolute_url()).context["cited_by"]) >= 2


def test_the_list_has_what_stories_cite_the_newest_first(client: Client) -> None:
    for words in ("a first", "a second"):
        about(words=words)
    STORIES.append(STORIES[-1])
    COMMENTS.append(figure(words="in a comment").pk)

    page = seen(client, "/figures/")

    assert page.index("a second") < page.index("a first")
    assert "Cited 2 times" in page
    assert "in a comment" not in page


def test_the_list_goes_on_where_it_ended(client: Client) -> None:
    for number in range(45):
        about(words=f"figure no. {number:02}")

    first = text_of(client, "/figures/")
    rest = text_of(client, "/figures/?before=" + re.search(r"\?before=(\d+)", first)[1])

    found = re.findall(r"figure no\. (\d\d)<", first + rest)
    assert found == [f"{number:02}" for number in reversed(range(45))]
    assert 'rel="next"' not in rest


def test_the_list_says_where_a_newer_count_is_known(client: Client) -> None:
    newer = figure(words="up to 503", stated=of(503))
    actions.supersede(newer=newer, older=about(), reason="revised", by=None)

    assert "Newer count: up to 503" in seen(client, "/figures/")


def test_what_nothing_public_cites_is_not_found(client: Client) -> None:
    made = figure(words="a secret")
    series = a_series(made)

    for address in (
        made.get_absolute_url(), series.get_absolute_url(), f"/figures/{made.pk}/figure.csv",
        f"/figures/series/{series.pk}/series.json",
    ):  # fmt: skip
        assert client.get(address).status_code == 404
    assert "a secret" not in text_of(client, "/figures/")


def test_what_stands_beside_a_cited_figure_has_a_page_and_its_relatives_have_none(
    client: Client,
) -> None:
    centre, near, far = about(), figure(words="near by"), figure(words="far away")
    actions.relate(figure=near, other=centre, kind="subset", basis="stated")
    actions.relate(figure=far, other=near, kind="subset", basis="stated")

    assert "far away" not in text_of(client, near.get_absolute_url())
    assert client.get(far.get_absolute_url()).status_code == 404


def test_editors_see_what_nothing_public_cites_and_nobody_keeps_it(client: Client) -> None:
    made, other = figure(words="a secret"), figure(words="a second secret")
    actions.relate(figure=other, other=made, kind="subset", basis="stated")
    client.force_login(make.person(role=Role.WRITER))

    answer = client.get(made.get_absolute_url())

    assert "a second secret" in answer.content.decode()
    assert "Only editors see this page" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get(f"/figures/{made.pk}/figure.csv")["Cache-Control"] == "private, no-store"


def test_members_who_do_not_edit_see_no_more_than_anybody(client: Client) -> None:
    made = figure(words="a secret")
    client.force_login(make.reader())

    assert client.get(made.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/figures/0/", f"/figures/{10**30}/", "/figures/-1/", "/figures/x/",
        "/figures/1/figure.exe", f"/figures/{10**17}/figure.csv", f"/figures/series/{10**30}/",
        "/figures/series/0/",
        f"/figures/series/{10**17}/series.json", "/figures/series/",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 40, "１２", "0"])
def test_a_list_that_is_asked_for_nonsense_begins_anew_or_ends(
    client: Client, before: str
) -> None:
    about()

    assert client.get("/figures/", {"before": before}).status_code == 200


@pytest.mark.parametrize(
    "stated", [Stated("pointer"), Stated("vague", word="hundreds"), Stated("ratio", TEN, per=TEN)]
)
def test_figures_without_a_plain_number_have_pages(client: Client, stated: Stated) -> None:
    made = about(words="<b>hundreds", stated=stated, as_of="2017")

    page = text_of(client, made.get_absolute_url())

    assert "&lt;b&gt;hundreds" in page
    assert "<b>hundreds" not in page
    assert client.get(a_series(made).get_absolute_url()).status_code == 200


def test_machines_are_told_what_the_source_said_and_not_how_we_read_it(client: Client) -> None:
    made = about(population="households </script>", place="Weirford", as_of="2017-03")
    actions.set_reading(
        figure=made, by=make.reader(), reading=Reading(of(2250).amount, of(2349).amount, "rounded")
    )

    page = text_of(client, made.get_absolute_url())

    found = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])
    assert (found["@type"], found["value"]) == ("Observation", "About 2,300")
    assert found["variableMeasured"]["name"] == "households </script>"
    assert found["observationDate"] == "2017-03"
    assert "2250" not in json.dumps(found)


def test_pages_set_no_cookie_and_are_the_same_for_all(client: Client) -> None:
    made = about()
    for address in ("/figures/", made.get_absolute_url(), a_series(made).get_absolute_url()):
        answer = client.get(address)
        assert answer["Cache-Control"] == "no-cache"
        assert not answer.cookies


def test_a_masked_name_leaves_by_no_page(client: Client) -> None:
    made = about(words="About 2,300, says Ada Quill", population="friends of Ada Quill")
    part = about(words="300 friends of the great and only Ada Quill of Weirford on the river")
    actions.relate(figure=part, other=made, kind="subset", basis="stated")
    mask_name(names=["Ada Quill"], replacement="N. N.", reason="Asked.", by=None)

    for address in (made.get_absolute_url(), "/figures/"):
        assert "Quill" not in text_of(client, address)


def test_a_withdrawn_count_is_called_so_in_its_chain_and_beside_others(client: Client) -> None:
    older, newer, like = about(), figure(words="up to 503"), figure(words="a like one")
    actions.supersede(newer=newer, older=older, reason="revised", by=None)
    actions.relate(figure=like, other=older, kind="conflicts", by=None)
    for one in (newer, like):
        actions.mark(figure=one, kind="withdrawn", reason="Counted twice.", by=None)

    page = seen(client, older.get_absolute_url())

    assert re.search(r"up to 503 , date not given \(revised\) \(withdrawn\)", page)
    assert re.search(r"In conflict with a like one \(withdrawn\)", page)


def test_a_withdrawn_count_is_named_below_its_series_and_not_drawn(client: Client) -> None:
    stands, gone = about(as_of="2016"), figure(words="all 4,000", as_of="2017")
    series = actions.make_series(title="Households told to leave")
    line = actions.add_line(series=series)
    for point in (stands, gone):
        actions.add_point(line=line, figure=point)
    actions.mark(figure=gone, kind="withdrawn", reason="Counted twice.", by=None)

    for address in (series.get_absolute_url(), stands.get_absolute_url()):
        page = seen(client, address)
        assert page.count("all 4,000") == 1
        assert "Withdrawn, and not drawn: all 4,000" in page


@pytest.mark.parametrize("end", ["", "series.jsonld"])
def test_a_longer_series_asks_no_more_questions(
    client: Client, django_assert_max_num_queries, end: str
) -> None:
    series = actions.make_series(title="Households told to leave")
    line = actions.add_line(series=series)
    address = f"{series.get_absolute_url()}{end}"

    def longer(by: int) -> None:
        for number in range(by):
            work = work_for(title=f"count {number} of {by}")
            actions.add_point(line=line, figure=about(words=f"no. {number}", work=work))

    longer(3)
    client.get(address)
    with django_assert_max_num_queries(40) as first:
        client.get(address)
    longer(30)

    with django_assert_max_num_queries(len(first)):
        client.get(address)


def test_a_longer_list_asks_no_more_questions(client: Client, django_assert_num_queries) -> None:
    for number in range(3):
        about(words=f"no. {number}", producer=party_for(f"Office {number}"))
    client.get("/figures/")
    with django_assert_num_queries(4) as first:
        client.get("/figures/")
    for number in range(30):
        about(words=f"more {number}", producer=party_for(f"Office {number}"))

    with django_assert_num_queries(len(first)):
        client.get("/figures/")


def test_more_relatives_ask_no_more_questions(client: Client, django_assert_num_queries) -> None:
    whole = about()
    actions.relate(figure=figure(words="a part"), other=whole, kind="subset", basis="stated")
    client.get(whole.get_absolute_url())
    with django_assert_num_queries(QUERIES):
        client.get(whole.get_absolute_url())
    for number in range(12):
        part = figure(words=f"part {number}", stated=of(number + 1))
        actions.relate(figure=part, other=whole, kind="subset", basis="stated")

    with django_assert_num_queries(QUERIES):
        client.get(whole.get_absolute_url())
