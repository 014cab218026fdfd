"""Readers see outlooks that a public story shows: what was said, and what became of each claim."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from pasquino.accounts.models import Role
from pasquino.outlooks import actions, citing, documents
from pasquino.outlooks.models import ConditionObservation, Outlook
from pasquino.sources import masking
from tests import make
from tests.fixtures import fixture
from tests.outlooks.expected import assess, claim, claim_said, document, editor, group
from tests.outlooks.in_public import STORY, Show, a_room_that_shows, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def show() -> Iterator[Show]:
    make.magazine(clock="24")
    with a_room_that_shows() as shows:
        yield shows


def public(show: Show, **changed: object) -> Outlook:
    return show(actions.make_outlook(document(**changed)))


def test_an_outlook_that_no_public_story_shows_is_not_found(client, show) -> None:
    hidden = actions.make_outlook(document())
    of = claim(of=hidden)

    for address in (hidden.get_absolute_url(), f"/outlooks/{hidden.pk}/outlook.json",
                    f"/outlooks/{hidden.pk}/claims/{of.key}/"):  # fmt: skip
        assert client.get(address).status_code == 404
    assert "flood wall" not in page(client, "/outlooks/")
    assert client.get(f"/outlooks/{10**30}/").status_code == 404


def test_an_editor_sees_it_all_the_same_and_nobody_keeps_that_page(client, show) -> None:
    hidden = actions.make_outlook(document())
    client.force_login(editor())

    answer = client.get(hidden.get_absolute_url())

    assert "only editors see it" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert "flood wall" in page(client, "/outlooks/")


def test_a_writer_sees_no_more_than_readers_do(client, show) -> None:
    hidden = actions.make_outlook(document())
    client.force_login(make.person(role=Role.WRITER))

    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_the_list_says_how_many_claims_stand_how(client, show) -> None:
    outlook = public(show)
    assess(claim("C1", outlook), "refuted")

    listed = words(page(client, "/outlooks/"))

    assert "What the flood wall will do" in listed
    assert "Ada Quill" in listed
    assert "March 2024" in listed
    assert "Condition: The river rises by a metre" in listed
    assert "Claims: 1 refuted, 2 open" in listed


def test_claims_of_rivals_do_not_count_among_those_of_the_outlook(client, show) -> None:
    rival = {"by": "P2", "label": "opinion", "claims": [claim_said("C9")]}
    outlook = public(show, rival_outlooks=[rival])

    assert "Claims: 3 open" in words(page(client, "/outlooks/"))
    found = words(page(client, outlook.get_absolute_url()))
    assert "What others expect opinion · unnamed engineer The wall holds, C9" in found


def test_the_list_goes_on_where_it_ended(client, show) -> None:
    for number in range(43):
        public(show, title=f"Outlook no. {number:02}", groups=[])

    first = page(client, "/outlooks/")
    rest = page(client, "/outlooks/?before=" + re.search(r"\?before=(\d+)", first)[1])

    found = re.findall(r"Outlook no\. (\d\d)<", first + rest)
    assert found == [f"{number:02}" for number in reversed(range(43))]


def test_the_condition_stands_in_both_wordings(client, show) -> None:
    found = words(page(client, public(show).get_absolute_url()))

    assert "The river rises by a metre" in found
    assert "The source says When the river rises, the story says If the river rises." in found
    assert "The source gives no date." in found


def test_whoever_was_printed_in_two_spellings_is_shown_with_both(client, show) -> None:
    found = words(page(client, public(show).get_absolute_url()))

    assert "Ada Quill (printed as Ada Quill, Ada Quil)" in found


def test_the_list_nests_groups_options_and_claims_in_their_order(client, show) -> None:
    inner = group(id="G1.1", label="Those who left", options=[], claims=[claim_said("C7")])
    outlook = public(show, groups=[group(subgroups=[inner])], cross_claims=[claim_said("C8")])

    html = page(client, outlook.get_absolute_url())

    ids = re.findall(r'<li class="(?:branch|outlook-claim)[^"]*" id="([^"]+)"', html)
    assert ids == [
        "branch-G1", "branch-G1-a", "claim-C1", "claim-C2", "branch-G1.1", "claim-C7",
        "branch-cross", "claim-C8",
    ]  # fmt: skip
    drawn = [text for text in re.findall(r"<text[^>]*>(.*?)</text>", html) if "holds" in text]
    assert [re.search(r"C\d", text)[0] for text in drawn] == ["C1", "C2", "C7"]


def test_whose_words_it_is_stands_with_the_words_as_printed(client, show) -> None:
    found = words(page(client, public(show).get_absolute_url()))

    assert "stay dry paraphrased" in found
    assert "The wall holds, C1 may · paraphrased · open" in found


def test_all_that_was_said_of_a_group_is_shown(client, show) -> None:
    said = group(
        aka=["the newcomers"],
        traits=["built behind the wall"],
        threat_rank={"rank": 1, "text": "most at risk"},
        advice=["move the cellars"],
        examples=[{"text": "the flood of 1954"}],
        mitigation=[{"text": "pumps"}],
        inner_quote={"by": "P2", "evidence": [{"textStart": "I would not", "mode": "quoted"}]},
        amplifier={"text": "if the lock fails", "modality": "would"},
        options=[{"id": "G1-a", "action": "stay dry", "where": ["Ober"], "brake": "old pumps"}],
    )
    advised = [{"for": "G1", "advice": "sell the boats"}, {"for": "all", "advice": "wait"}]
    caution = {"by": "P2", "text": "nobody measured it", "applies_to": "the gauges"}
    outlook = public(show, groups=[said], handling_advice=advised, caution=caution)

    found = words(page(client, outlook.get_absolute_url()))

    for part in (
        "Also called: the newcomers", "built behind the wall", "Rank 1: most at risk",
        "Advice: move the cellars", "Example: the flood of 1954", "What helps against it: pumps",
        "Quoted within it, unnamed engineer: I would not", "What would make it more: if the lock",
        "Where: Ober", "What holds it back: old pumps", "The new town: sell the boats",
        "unnamed engineer: nobody measured it", "It is about: the gauges",
    ):  # fmt: skip
        assert part in found


def test_an_overdue_claim_reads_not_assessed_and_never_open(client, show) -> None:
    outlook = public(show, horizon={"review_on": ["2025-03-07"]})
    of = claim(of=outlook)

    for address in (
        "/outlooks/",
        outlook.get_absolute_url(),
        f"/outlooks/{outlook.pk}/claims/C1/",
    ):
        found = words(page(client, address))
        assert "not assessed" in found
        assert " open" not in found
    assert "not assessed · review was due on 7 March 2025" in found
    assert of.assessments.count() == 0


def test_what_is_settled_says_nothing_of_reviews(client, show) -> None:
    outlook = public(show, horizon={"review_on": ["2025-03-07", "2999-01-01"]})
    assess(claim("C1", outlook), "confirmed", on=date(2024, 5, 1))

    found = words(page(client, f"/outlooks/{outlook.pk}/claims/C1/"))

    assert "How it stands confirmed · as of 1 May 2024" in found
    assert "review" not in found


def test_the_ledger_names_the_source_and_who_found_it(client, show) -> None:
    outlook = public(show)
    assess(claim("C1", outlook), "refuted", assessor="The county")

    html = page(client, outlook.get_absolute_url())

    ledger = words(html[html.index("<table") : html.index("</table>")])
    assert "C1 The wall holds, C1 may refuted 7 March 2025, according to The county" in ledger
    assert "C2 The wall holds, C2 may open never none yet" in ledger
    work = claim("C1", outlook).assessments.get().sources.get().work
    assert f'href="/sources/{work.pk}/"' in html
    assert client.get(f"/sources/{work.pk}/").status_code == 200


def test_the_line_of_time_has_a_list_beside_it(client, show) -> None:
    outlook = public(show)
    assess(claim("C2", outlook), "mixed", on=date(2025, 4, 1))
    assess(claim("C1", outlook), "refuted")

    html = page(client, outlook.get_absolute_url())

    assert "7 March 2025: C1, refuted 1 April 2025: C2, mixed" in words(html)
    assert html.count("<circle") == 2


def test_all_assessments_of_a_claim_stay_readable(client, show) -> None:
    outlook = public(show)
    of = claim("C1", outlook)
    assess(of, "confirmed", reason="It held.", credit_address=f"{STORY}comments/4/")
    wrong = assess(of, "refuted", on=date(2025, 4, 1), story_address=STORY)
    actions.withdraw_assessment(assessment=wrong, reason="Another wall.", by=editor())

    found = words(page(client, f"/outlooks/{outlook.pk}/claims/C1/"))

    assert "7 March 2025: confirmed · this one counts It held." in found
    assert "proposed by a reader in comment #4" in found
    assert "1 April 2025: refuted Withdrawn" in found
    assert "Another wall." in found
    assert "the story that carries it" in found


def test_what_a_reader_told_on_the_page_of_a_claim_is_credited_to_a_reader(client, show) -> None:
    outlook = public(show)
    told = actions.propose_assessment(
        claim=claim("C1", outlook), verdict="refuted", on="2025", by=make.reader("Rita"),
        url="https://river.example/flood",
    )  # fmt: skip
    actions.accept_proposal(proposal=told, by=editor(), on=date(2025, 3, 7))
    assess(claim("C2", outlook), "refuted")

    found = words(page(client, f"/outlooks/{outlook.pk}/claims/C1/"))

    assert "proposed by a reader" in found
    assert "Rita" not in found  # only they and the editors see what they told
    assert "proposed by" not in words(page(client, f"/outlooks/{outlook.pk}/claims/C2/"))


def test_a_source_without_a_title_is_named_by_its_address(client, show) -> None:
    outlook = public(show)
    assess(claim("C1", outlook), "refuted")

    for address in (f"/outlooks/{outlook.pk}/claims/C1/", outlook.get_absolute_url()):
        found = words(page(client, address))
        assert "https://river.example/flood" in found
        assert not re.search(r"Source \d", found)


def test_a_tree_that_is_wider_than_a_phone_says_so(client, show) -> None:
    html = page(client, public(show).get_absolute_url())

    hint = html.index("outlook__sideways")
    assert "move it sideways" in html[hint : html.index("<svg", hint)]


def test_a_proposal_is_not_shown_before_an_editor_accepts_it(client, show) -> None:
    outlook = public(show)
    actions.propose_assessment(
        claim=claim("C1", outlook), verdict="refuted", on="2025", by=None,
        url="https://gossip.example/", reason="They say so.",
    )  # fmt: skip

    for address in (f"/outlooks/{outlook.pk}/claims/C1/", f"/outlooks/{outlook.pk}/outlook.json"):
        assert "gossip" not in page(client, address)
    assert "Nobody has assessed it yet." in page(client, f"/outlooks/{outlook.pk}/claims/C1/")


def test_only_noted_observations_of_the_condition_are_shown(client, show) -> None:
    outlook = public(show)
    actions.observe_condition(
        outlook=outlook, on="2025-02", what="The river rose.", url="https://river.example/rose",
        by=editor(), effect="met in part",
    )  # fmt: skip
    ConditionObservation.objects.create(outlook=outlook, what="Somebody saw an eel.")

    for address in (outlook.get_absolute_url(), f"/outlooks/{outlook.pk}/outlook.json"):
        found = page(client, address)
        assert "The river rose." in found
        assert "eel" not in found
    assert "February 2025: The river rose. (met in part)" in words(
        page(client, outlook.get_absolute_url())
    )


def test_a_claim_is_found_by_its_number_too_and_led_to_its_key(client, show) -> None:
    outlook = public(show)
    of = claim("C1", outlook)

    answer = client.get(f"/outlooks/{outlook.pk}/claims/{of.pk}/")

    assert (answer.status_code, answer["Location"]) == (301, f"/outlooks/{outlook.pk}/claims/C1/")
    assert client.get(f"/outlooks/{outlook.pk}/claims/{'9' * 30}/").status_code == 404
    assert client.get(f"/outlooks/{outlook.pk}/claims/C99/").status_code == 404


def test_pages_lead_to_the_stories_that_show_and_cite(client) -> None:
    with a_room_that_shows(claims=True) as show:
        outlook = public(show)
        html = page(client, outlook.get_absolute_url())
        cited = page(client, f"/outlooks/{outlook.pk}/claims/C1/")
        other = page(client, f"/outlooks/{outlook.pk}/claims/C2/")

    assert f'<a href="{STORY}"' in html
    assert "cites a claim" in html
    assert STORY in cited
    assert "cites a claim" in cited
    assert STORY not in other


def test_machines_are_told_of_claims_and_reviews_without_a_score(client, show) -> None:
    said = [claim_said("C1", by=["P1"], layer="quoted")]
    outlook = public(show, groups=[group(claims=said)])
    assess(claim("C1", outlook), "refuted", reason="</script>")

    html = page(client, f"/outlooks/{outlook.pk}/claims/C1/")

    of, review = told_to_machines(html)
    assert (of["@type"], of["text"]) == ("Claim", "The wall holds, C1")
    assert of["author"] == [{"@type": "Person", "name": "Ada Quill"}]
    assert review["@type"] == "ClaimReview"
    assert review["itemReviewed"] == {"@id": of["@id"]}
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "refuted"}
    assert review["reviewBody"] == "</script>"


def test_machines_are_told_of_the_review_that_counts_on_every_page(client, show) -> None:
    outlook = public(show)
    assess(claim("C1", outlook), "contested", on=date(2025, 1, 1))
    assess(claim("C1", outlook), "refuted", on=date(2025, 3, 7))

    for address in ("", "claims/C1/"):
        told = told_to_machines(page(client, f"{outlook.get_absolute_url()}{address}"))
        reviews = [node for node in told if node["@type"] == "ClaimReview"]
        assert [one["reviewRating"]["alternateName"] for one in reviews] == ["refuted"]


@pytest.mark.parametrize(
    ("said", "authors"),
    [
        ({"by": ["P1"], "layer": "quoted"}, ["Ada Quill"]),
        ({"by": ["P1"], "layer": "author"}, ["Ada Quill"]),
        ({"by": ["P1"], "layer": "paraphrased"}, []),
        ({"by": ["P1"], "layer": "unclear"}, []),
        ({"by": ["P2", "comment #1"], "layer": "quoted"}, []),
        ({"by": ["P2", "P1"], "layer": "quoted"}, ["Ada Quill"]),
    ],
)
def test_machines_are_told_of_nobody_whose_own_words_it_is_not(
    client, show, said, authors
) -> None:
    outlook = public(show, groups=[group(claims=[claim_said("C1", **said)])])

    (of,) = told_to_machines(page(client, f"/outlooks/{outlook.pk}/claims/C1/"))

    assert [one["name"] for one in of.get("author", [])] == authors
    assert of["appearance"]["name"] == "Walls and water"


def told_to_machines(html: str) -> list[dict[str, Any]]:
    """What a page tells machines, one thing after the other."""
    found: list[dict[str, Any]] = json.loads(re.search(r'ld\+json">(.*?)</script>', html)[1])[
        "@graph"
    ]
    return found


@pytest.mark.parametrize("key", ["1" * 5000, "9" * 19, "0" * 30])
def test_a_number_that_no_claim_can_have_is_not_found(client, show, key) -> None:
    outlook = public(show)

    assert client.get(f"/outlooks/{outlook.pk}/claims/{key}/").status_code == 404


def test_the_file_of_an_outlook_can_be_brought_in_again(client, show) -> None:
    outlook = public(show)
    assess(claim("C1", outlook))

    answer = client.get(f"/outlooks/{outlook.pk}/outlook.json")

    assert answer["Content-Disposition"] == f'attachment; filename="outlook-{outlook.pk}.json"'
    (imported,) = actions.import_documents([json.loads(answer.content)])
    assert (imported.outlook, imported.is_new) == (outlook, False)


def test_readers_pages_set_no_cookie_and_are_the_same_for_all(client, show) -> None:
    outlook = public(show)

    for address in (
        "/outlooks/",
        outlook.get_absolute_url(),
        f"/outlooks/{outlook.pk}/claims/C1/",
    ):
        answer = client.get(address)
        assert answer["Cache-Control"] == "no-cache"
        assert answer["Vary"] == "Accept-Encoding"
        assert not answer.cookies


def test_a_larger_outlook_asks_no_more_questions(
    client, show, django_assert_max_num_queries
) -> None:
    groups = [
        group(
            id=f"G{n}", options=[], claims=[claim_said(f"C{n}-{m}", by=["P1"]) for m in range(4)]
        )
        for n in range(5)
    ]
    outlook = public(show, groups=groups)
    for of in outlook.claims.all():
        assess(of)
    client.get(outlook.get_absolute_url())

    with django_assert_max_num_queries(20):
        client.get(outlook.get_absolute_url())


def test_what_is_due_is_for_editors(client, show) -> None:
    late = public(show, horizon={"review_on": ["2025-03-07"]})
    public(show, title="Nothing is due here")
    address = f"/outlooks/{late.pk}/claims/C1/"

    assert client.get("/outlooks/due/").status_code == 302
    client.force_login(make.person(role=Role.WRITER))
    assert client.get("/outlooks/due/").status_code == 403
    client.force_login(editor())
    answer = client.get("/outlooks/due/")
    html = answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert html.count("review was due on 7 March 2025") == 3
    assert address in html
    assert "Nothing is due here" not in html


def test_the_navigation_leads_to_the_list_once_there_is_one(client) -> None:
    assert 'href="/outlooks/"' not in page(client, "/")

    with a_room_that_shows() as show:
        public(show)
        make.magazine()  # so that the navigation is read anew
        assert 'href="/outlooks/"' in page(client, "/")


def test_nothing_is_public_without_a_room_that_shows_it() -> None:
    actions.make_outlook(document())

    assert not citing.public().filter(title="What the flood wall will do").exists()


def test_a_masked_name_is_read_nowhere_on_these_pages(client, show) -> None:
    said = group(label="Ada Quill and those who follow her through the new town")
    outlook = public(show, groups=[said], condition={"text": "Ada Quill builds the wall"})
    masking.mask_name(
        names=["Ada Quill", "Ada Quil"], replacement="a resident", reason="Asked.", by=None
    )

    for address in ("/outlooks/", outlook.get_absolute_url(), f"/outlooks/{outlook.pk}/claims/C1/",
                    f"/outlooks/{outlook.pk}/outlook.json"):  # fmt: skip
        found = words(page(client, address))
        assert "Quil" not in found
        assert "a resident" in found


def test_the_outlook_of_the_seed_shows_its_groups_and_claims(client, show) -> None:
    (imported,) = actions.import_documents(
        documents.read(fixture("seed/outlook.json").read_text(encoding="utf-8"))
    )
    show(imported.outlook)

    html = page(client, imported.outlook.get_absolute_url())

    found = words(html)
    for part in (
        "Hard-core fighters",
        "Free agents / mercenaries",
        "Disillusioned returnees",
        "Operational returnees",
        "The source says When the Caliphate Falls, the story says If the Caliphate Fails",
        "printed as Colin P. Clarke, Colin P. Clark",
    ):
        assert part in found
    assert len(set(re.findall(r'id="(claim-[^"]+)"', html))) == 17
    assert len(re.search(r"<svg.*?</svg>", html)[0].encode()) <= 4096
    assert found.count("not assessed") >= 17
    assert " open" not in words(html[html.index("<table") : html.index("</table>")])


def test_a_source_names_the_public_outlooks_that_rest_on_it(client, show) -> None:
    outlook = public(show)
    rests_on = outlook.work
    actions.make_outlook(document(title="Hidden"))

    found = words(page(client, rests_on.get_absolute_url()))

    assert "Outlooks that rest on it What the flood wall will do" in found
    assert "Hidden" not in found
    assert "Cited once Walls and water" in words(page(client, "/sources/"))


def test_all_that_an_outlook_rests_on_has_a_page(client, show) -> None:
    stated = {"work": {"title": "Walls"}, "relayed_in": {"title": "Relay"}, "on": "2024"}
    rival = {"label": "Rival", "work": {"title": "Reply"}, "claims": [claim_said("C9")]}
    outlook = public(show, stated_in=stated, rival_outlooks=[rival])
    assess(claim("C1", outlook), sources=["https://river.example/assessed"])
    actions.observe_condition(
        outlook=outlook, on="2025", what="It rose.", url="https://river.example/rose", by=editor()
    )

    html = page(client, outlook.get_absolute_url())

    pages = set(re.findall(r'href="(/sources/\d+/)"', html))
    assert len(pages) == 5
    assert {client.get(address).status_code for address in pages} == {200}
