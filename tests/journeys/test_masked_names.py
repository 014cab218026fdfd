"""A name that is masked stands in no answer of the magazine, and is back when the mask is lifted.

Every address that a visitor may ask for is asked; a new one has to be asked here too.
"""

from __future__ import annotations

import gzip
import re

import pytest
from django.conf import settings
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import timezone

from pasquino.accounts.models import Role
from pasquino.config.routes import all_routes
from pasquino.discussion.models import Comment
from pasquino.sources import masking
from pasquino.sources.models import NameMask
from pasquino.stories import previews
from pasquino.stories.models import PublishedStory, Topic
from tests import make
from tests.journeys.writing import Member

pytestmark = pytest.mark.django_db

NAME = "Wim O'Donkel"
SPELLING = "W. O'Donkel"
_BETWEEN = r"(?:\s|&nbsp;|<[^>]*>|&lt;[^;]*&gt;)*"
WRITTEN = re.compile(rf"\bW(?:im|\.){_BETWEEN}O(?:'|’|&#x27;|&#39;|\\u0027)Donkel", re.IGNORECASE)
PARAMETER = re.compile(r"<\w+:(\w+)>|\(\?P<(\w+)>[^)]*\)")
QUERIES = {"/search/": "?q=weir", "/api/v1/search": "?q=weir"}
IN_A_FIELD = re.compile(r"<textarea.*?</textarea>|<input[^>]*>", re.DOTALL)
SHOW_IT = {  # addresses that would all show him, by name; others that do are found, too
    "front", "section", "topic", "writer", "reader", "month", "corrections", "preview", "story",
    "history", "comment", "comment-history", "comment-ratings", "search", "news-sitemap",
    "stories-feed", "section-feed", "topic-feed", "writer-feed", "comments-feed",
    "story-comments-feed", "sources", "source", "source-citation",
    "/api/v1/stories", "/api/v1/search",
}  # fmt: skip
OWN_WORDS = {"comment-edit", "comment-add"}  # the author's own, in the form that saves them


@pytest.fixture
def story() -> PublishedStory:
    """A story about one man, with all that is told of a story, published now."""
    blocks = [
        make.text(f"The miller, <em>Wim</em> O&#x27;Donkel. {NAME.upper()}! {SPELLING} again."),
        make.quotation(f"{NAME} opened the weir.", speaker=NAME, work=f"On {NAME}"),
    ]
    first = make.story(f"{NAME} and the weir", blocks=blocks, at=timezone.now())
    return make.story(
        f"{NAME} and the weir again",
        again=first.story,
        at=timezone.now(),
        standfirst=f"What {NAME} did.",
        blocks=[*blocks, make.text(f"And {NAME} once more.")],
        topics=[Topic.objects.create(name=f"The case of {NAME}", slug="the-case")],
        bylines=[(make.writer(), f"who knew {NAME}")],
        corrections=[(timezone.now(), f"<p>{NAME} is no baker.</p>", None)],
        note=f"More on {NAME}.",
    )


@pytest.fixture
def comment(story: PublishedStory) -> Comment:
    """A comment on him by Bert, edited since, and one that answers it."""
    thread, bert = make.thread(story), make.reader("Bert")
    source = f"> {NAME} did it.\n\nSo *Wim* O'Donkel."
    made = make.comment(thread, by=bert, subject=f"On {NAME}", source=source)
    make.comment(thread, by=bert, answers=made, source=f"No, {NAME} did not.")
    return made


def addresses(comment: Comment) -> dict[str, str]:
    """Each address that visitors and members may ask for, with its route's name."""
    story = comment.thread.story
    known = {
        "year": str(story.year), "month": f"{story.month:02}", "slug": story.slug,
        "token": previews.link_to(story.story).split("/")[2],
    }  # fmt: skip
    slugs = {
        "section": story.section.slug, "topic": story.story.topics.get().slug,
        "writer": make.writer().slug, "reader": comment.author.slug,
    }  # fmt: skip
    work = str(story.story.story_sources.get().work_id)
    found = {}
    for route in all_routes():
        roles = set(route.rule.roles if route.rule else ())
        if "…" in route.address or not roles & {"everyone", "reader", "holder of the link"}:
            continue
        slug = slugs.get(route.name.removesuffix("-feed"), story.slug)
        number = work if route.name.startswith("source") else "1"
        for form in ("atom", "json", "bib", "ris") if "form" in route.address else ("",):
            address = filled(route.address, known | {"slug": slug, "form": form, "number": number})
            found[address + QUERIES.get(address, "")] = route.name
    return found


def filled(address: str, values: dict[str, str]) -> str:
    """A route as it is asked for; what no value is given for is the first of its kind."""
    return PARAMETER.sub(lambda said: values.get(said[1] or said[2], "1"), address)


def showing(client: Client, asked: dict[str, str]) -> set[str]:
    """The addresses whose answer has the name in it."""
    found = set()
    for address, name in asked.items():
        text = words_of(client.get(address))
        if WRITTEN.search(IN_A_FIELD.sub("", text) if name in OWN_WORDS else text):
            found.add(address)
    return found


def words_of(answer: HttpResponseBase) -> str:
    return answer.getvalue().decode("utf-8", "replace")


def mask() -> list[NameMask]:
    return masking.mask_name(
        names=[NAME, SPELLING], replacement="N. N.", reason="He asked.", by=None
    )


def visitors(comment: Comment) -> list[Client]:
    """Nobody in particular, and the comment's author."""
    anonymous, member = Client(), Client()
    member.force_login(comment.author)
    return [anonymous, member]


def test_every_address_that_shows_a_name_hides_it_while_it_is_masked(comment: Comment) -> None:
    asked, both = addresses(comment), visitors(comment)
    before = [showing(client, asked) for client in both]

    masks = mask()
    meanwhile = [showing(client, asked) for client in both]
    for one in masks:
        masking.lift_mask(one, reason="He died.", by=None)

    shown = {asked[address] for address in before[0]}
    assert shown | {address.partition("?")[0] for address in before[0]} >= SHOW_IT
    assert before[1] > before[0]
    assert meanwhile == [set(), set()]
    assert [showing(client, asked) for client in both] == before


def test_nothing_is_found_by_a_masked_name_and_all_is_again(comment: Comment) -> None:
    assert found_by(NAME) == {"story", "1", "2"}

    masks = mask()
    assert found_by(NAME) == found_by(SPELLING) == found_by(f'"{NAME}"') == set()
    assert found_by("weir") == {"story"}

    for one in masks:
        masking.lift_mask(one, reason="He died.", by=None)
    assert found_by(NAME) == {"story", "1", "2"}


def found_by(query: str) -> set[str]:
    """What the API and the page both find: stories, and comments by their number."""
    client = Client()
    found = client.get("/api/v1/search", {"q": query}).json()["results"]
    urls = [result["url"] for result in found]
    page = words_of(client.get("/search/", {"q": query}))
    assert all(url.removeprefix(settings.BASE_URL) in page for url in urls)
    return {url.split("/")[-2] if "/comments/" in url else "story" for url in urls}


def test_what_is_written_while_a_name_is_masked_is_not_found_by_it(comment: Comment) -> None:
    mask()
    make.comment(comment.thread, source=f"I know {NAME}.")

    assert found_by(NAME) == set()
    assert found_by("know") == {"3"}


def test_a_browser_does_not_keep_the_page_from_before(comment: Comment) -> None:
    client, address = Client(), comment.thread.story.get_absolute_url()
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304

    mask()
    again = client.get(address, headers={"If-None-Match": tag, "Accept-Encoding": "gzip"})

    assert again.status_code == 200
    assert not WRITTEN.search(gzip.decompress(again.content).decode())


def test_an_answer_brings_no_masked_name_into_its_fields(comment: Comment) -> None:
    mask()
    member = Member(make.reader())

    form = member.open(f"{comment.get_absolute_url()}reply/")
    member.send(form, "quote")

    assert "N. N. did it" in member.form().fields["source"]
    assert not WRITTEN.search(words_of(member.answer))


def test_authors_edit_their_own_words_as_they_are(comment: Comment) -> None:
    mask()
    bert, own = Member(comment.author), comment.thread.comments.get(number=2)

    form = bert.open(f"{own.get_absolute_url()}edit/")
    bert.send(form, "save", source=form.fields["source"] + " So it was.")

    own.text.refresh_from_db()
    assert own.text.source == f"No, {NAME} did not. So it was."


def test_a_members_own_data_leaves_masked(comment: Comment) -> None:
    mask()
    bert = Client()
    bert.force_login(comment.author)

    data = words_of(bert.post("/account/data/"))

    assert '"comments": [' in data
    assert "N. N." in data
    assert not WRITTEN.search(data)


def test_staff_work_on_the_originals(comment: Comment) -> None:
    mask()
    editor, moderator = Client(), Client()
    editor.force_login(make.person("Edda", Role.EDITOR))
    moderator.force_login(make.person("Mo", Role.MODERATOR))
    story = comment.thread.story.story

    assert WRITTEN.search(words_of(editor.get(f"/desk/pages/{story.pk}/edit/")))
    assert WRITTEN.search(words_of(moderator.get(f"/moderation/comment/{comment.pk}/")))
    assert not WRITTEN.search(words_of(editor.get(comment.thread.story.get_absolute_url())))
