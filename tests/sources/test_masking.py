"""Masking a name: who may, what is refused, what the desk shows of it."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from pasquino.accounts.models import Role
from pasquino.sources import mask_answers, masking
from pasquino.sources.models import NameMask
from tests import make

pytestmark = pytest.mark.django_db


def mask(*names: str, replacement: str = "N. N.") -> list[NameMask]:
    return masking.mask_name(
        names=names or ["Ada Quill"], replacement=replacement, reason="She asked.", by=None
    )


def a_request(path: str = "/") -> HttpRequest:
    return RequestFactory().get(path)


def test_each_spelling_is_a_mask_and_none_is_made_twice() -> None:
    assert len(mask(" Ada  Quill", "A. Quill", "", "Ada Quill")) == 2
    assert mask("Ada Quill") == []
    assert masking.masked("Ada Quill, A. Quill") == "N. N., N. N."


@pytest.mark.parametrize("names", [[], ["  "], ["Ada Quill", "—"]])
def test_a_mask_needs_a_name(names: list[str]) -> None:
    with pytest.raises(masking.NothingToMask):
        masking.mask_name(names=names, replacement="N. N.", reason="x", by=None)


@pytest.mark.parametrize("replacement", ["", "***", "…"])
def test_something_is_shown_instead(replacement: str) -> None:
    with pytest.raises(masking.NothingShownInstead):
        mask(replacement=replacement)


def test_the_name_does_not_show_in_what_is_shown_instead() -> None:
    with pytest.raises(masking.WouldShowTheName):
        mask("Ada Quill", "Quill", replacement="Mrs Quill")


def test_no_mask_shows_what_another_hides() -> None:
    mask("Bert Stone", replacement="C. D.")

    with pytest.raises(masking.WouldShowTheName):
        mask("Ada Quill", replacement="Bert Stone")
    with pytest.raises(masking.WouldShowTheName):
        mask("C. D.", replacement="N. N.")


def test_a_mask_is_lifted_once_and_may_be_made_again() -> None:
    (made,) = mask()

    masking.lift_mask(made, reason="She agreed.", by=None)

    assert masking.masked("Ada Quill") == "Ada Quill"
    with pytest.raises(masking.AlreadyLifted):
        masking.lift_mask(made, reason="Again.", by=None)
    assert len(mask()) == 1


@pytest.mark.parametrize(
    ("kind", "body", "shown"),
    [
        ("text/html", "<p title='Ada Quill'>Ada Quill", "<p title='N. N.'>N. N."),
        ("application/atom+xml", "<title>Ada Quill</title>", "<title>N. N.</title>"),
        ("application/ld+json", '{"name": "Ada Quill"}', '{"name": "N. N."}'),
        ("application/problem+json", '{"detail": "Ada Quill"}', '{"detail": "N. N."}'),
        ("application/json", "[Ada Quill", "[N. N."),
        ("text/plain", "Ada Quill <b>", "N. N. <b>"),
        ("application/x-bibtex", "author = {Ada Quill}", "author = {N. N.}"),
        ("image/svg+xml", "<text>Ada Quill</text>", "<text>N. N.</text>"),
        ("application/octet-stream", "Ada Quill", "Ada Quill"),
        ("image/png", "Ada Quill", "Ada Quill"),
    ],
)
def test_all_that_is_text_is_masked(kind: str, body: str, shown: str) -> None:
    mask()
    for charset in ("utf-8", "latin-1"):
        answer = HttpResponse(body.encode(charset), f"{kind}; charset={charset}")
        answer["Content-Length"] = str(len(answer.content))

        mask_answers.mask(a_request(), answer)

        assert answer.content.decode(charset) == shown
        assert answer["Content-Length"] == str(len(answer.content))


def test_a_name_over_two_pieces_of_a_stream_is_masked() -> None:
    mask()
    answer = StreamingHttpResponse(iter(["<p>Ada", " Quill</p>"]), content_type="text/html")

    mask_answers.mask(a_request(), answer)

    assert answer.getvalue() == b"<p>N. N.</p>"


def test_bytes_that_are_no_text_pass_unchanged() -> None:
    mask()
    answer = HttpResponse(b"\xff\xfe Ada Quill \xff", "text/plain; charset=utf-8")

    mask_answers.mask(a_request(), answer)

    assert answer.content == b"\xff\xfe N. N. \xff"


@pytest.mark.parametrize("path", ["/desk/pages/", "/moderation/", "/media/a.txt"])
def test_the_desk_and_pictures_are_not_touched(path: str) -> None:
    mask()
    answer = HttpResponse("Ada Quill")

    mask_answers.mask(a_request(path), answer)

    assert answer.content == b"Ada Quill"


def test_an_editor_masks_a_name_and_lifts_the_mask_at_the_desk() -> None:
    edda = Client()
    edda.force_login(make.person("Edda", Role.EDITOR))
    story = make.story("Ada Quill and the weir")
    said = {"names": "Ada Quill\nA. Quill", "replacement": "N. N.", "reason": "She asked."}

    edda.post("/desk/sources/masks/", said)
    page = edda.get("/desk/sources/masks/").content.decode()

    assert "Stands in the address of:" in page
    assert f"/desk/pages/{story.story_id}/edit/" in page
    assert "Ada Quill" not in Client().get("/").content.decode()

    for made in NameMask.objects.all():
        edda.post(f"/desk/sources/masks/{made.pk}/lift/", {"reason": " "})
        assert NameMask.objects.filter(pk=made.pk, lifted_at=None).exists()
        edda.post(f"/desk/sources/masks/{made.pk}/lift/", {"reason": "She agreed."})
    made = NameMask.objects.get(name="A. Quill")
    assert (made.by.name, made.lifted_by.name, made.lift_reason) == ("Edda", "Edda", "She agreed.")
    assert "Ada Quill" in Client().get("/").content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {"names": ""}, {"names": "…"}, {"names": "x" * 201}, {"replacement": "***"},
        {"replacement": "Ada Quill"}, {"reason": ""},
    ],
)  # fmt: skip
def test_a_refused_mask_comes_back_with_what_was_written(said: dict[str, str]) -> None:
    edda = Client()
    edda.force_login(make.person("Edda", Role.EDITOR))
    whole = {"names": "Ada Quill", "replacement": "N. N.", "reason": "She asked."} | said

    answer = edda.post("/desk/sources/masks/", whole)

    assert answer.status_code == 422
    assert answer.context["form"]["names"].value() == whole["names"]
    assert not NameMask.objects.exists()


@pytest.mark.parametrize("role", [Role.READER, Role.MODERATOR, Role.WRITER])
def test_only_editors_mask(role: Role) -> None:
    client = Client()
    client.force_login(make.person("Bert", role))

    answer = client.post(
        "/desk/sources/masks/", {"names": "Ada", "replacement": "A", "reason": "x"}
    )

    assert answer.status_code in {302, 403}
    assert not NameMask.objects.exists()
