"""What an uploaded picture becomes: pixels alone, within limits, or a sentence."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.images.forms import get_image_form
from wagtail.models import Collection, UploadedFile

from pasquino.accounts.models import Role
from pasquino.stories import pictures
from pasquino.stories.models import Picture
from tests import make
from tests.fixtures import fixture
from tests.stories.pictures import a_file, a_jpeg_with_notes

BROKEN = ["truncated_image.png", "truncated_jpeg.jpg"]
DRAWN = ["SVG_XSS1.svg", "SVG_XSS_green_triangle.svg", "SVG_XSS_nested_use_xlink.svg"]
UNREADABLE = "cannot be read as a picture"


def of_fixture(name: str, called: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(called or name, fixture(f"fixtures/images/{name}").read_bytes())


def opened(file) -> Image.Image:
    file.seek(0)
    return Image.open(file)


def kept_bytes() -> bytes:
    return Path(Picture.objects.get().file.path).read_bytes()


def form(file: SimpleUploadedFile, **fields: object):
    given = {"title": "Weir", "collection": Collection.objects.get(depth=1).pk, **fields}
    return get_image_form(Picture)(given, {"file": file}, user=make.person(role=Role.EDITOR))


def test_notes_and_position_are_left_behind_and_the_picture_is_upright() -> None:
    kept = pictures.rewritten(a_jpeg_with_notes())

    data = kept.read()
    assert b"secret" not in data
    assert not dict(opened(kept).getexif())
    assert opened(kept).size == (20, 40)


def test_the_position_of_a_real_photograph_is_left_behind() -> None:
    file = of_fixture("exif_gps.jpg")
    assert opened(file).getexif().get_ifd(0x8825)

    kept = pictures.rewritten(file)

    assert not dict(opened(kept).getexif())
    assert b"Exif" not in kept.read()


def test_an_animation_becomes_its_first_frame() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])

    kept = pictures.rewritten(SimpleUploadedFile("flag.gif", out.getvalue()))

    assert kept.name == "flag.png"
    picture = opened(kept)
    assert (picture.format, getattr(picture, "n_frames", 1)) == ("PNG", 1)
    assert picture.convert("RGB").getpixel((0, 0)) == (255, 0, 0)


def test_transparency_is_kept() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")

    kept = pictures.rewritten(SimpleUploadedFile("mark.png", out.getvalue()))

    assert opened(kept).getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("name", ["wide.jpg", "wide.png", "wide.webp"])
def test_a_picture_larger_than_any_page_is_made_smaller(name: str) -> None:
    kept = pictures.rewritten(a_file(name, (7000, 70)))

    assert opened(kept).size == (3200, 32)


def test_a_webp_stays_one() -> None:
    assert opened(pictures.rewritten(of_fixture("hopper.webp"))).format == "WEBP"


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.django_db
def test_a_broken_file_is_refused_with_a_sentence(name: str) -> None:
    assert UNREADABLE in str(form(of_fixture(name)).errors["file"])


@pytest.mark.django_db
def test_a_file_cut_off_is_refused_with_a_sentence() -> None:
    whole = a_file("weir.jpg", (400, 300)).read()

    broken = form(SimpleUploadedFile("weir.jpg", whole[: len(whole) // 2]))

    assert UNREADABLE in str(broken.errors["file"])


@pytest.mark.parametrize("name", ["decompression_bomb.gif"])
@pytest.mark.django_db
def test_a_bomb_is_refused_before_it_is_decoded(name: str) -> None:
    assert "million pixels" in str(form(of_fixture(name)).errors["file"])


@pytest.mark.django_db
def test_a_picture_of_too_many_pixels_is_refused_by_its_header(monkeypatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1000)

    assert "million pixels" in str(form(a_file(size=(100, 100))).errors["file"])


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("called", ["", "drawing.png"])
@pytest.mark.django_db
def test_drawings_that_hold_scripts_are_refused(name: str, called: str) -> None:
    assert not form(of_fixture(name, called)).is_valid()


@pytest.mark.django_db
def test_an_upload_at_the_desk_is_kept_rewritten(client) -> None:
    client.force_login(make.person(role=Role.WRITER))

    answer = client.post("/desk/images/multiple/add/", {"files[]": a_jpeg_with_notes()})

    assert answer.json()["success"], answer.json()
    assert b"secret" not in kept_bytes()


@pytest.mark.django_db
def test_a_replaced_file_is_kept_rewritten(client) -> None:
    client.force_login(make.person(role=Role.EDITOR))
    picture = Picture.objects.create(title="Weir", file=a_file())
    given = {"title": "Weir", "collection": picture.collection_id, "file": a_jpeg_with_notes()}

    client.post(f"/desk/images/{picture.pk}/", given)

    picture.refresh_from_db()
    assert (picture.width, picture.height) == (20, 40)
    assert b"secret" not in kept_bytes()


@pytest.mark.django_db
def test_an_upload_in_the_chooser_is_kept_rewritten(client) -> None:
    client.force_login(make.person(role=Role.EDITOR))
    given = {
        "image-chooser-upload-title": "Weir",
        "image-chooser-upload-collection": Collection.objects.get(depth=1).pk,
        "image-chooser-upload-file": a_jpeg_with_notes(),
    }

    client.post("/desk/images/chooser/create/", given)

    assert b"secret" not in kept_bytes()


@pytest.mark.parametrize("others", [{"title": "x" * 300}, {"collection": "999"}])
@pytest.mark.django_db
def test_no_unchecked_original_is_kept_when_the_rest_is_wrong(client, others) -> None:
    client.force_login(make.person(role=Role.WRITER))
    Collection.objects.get(depth=1).add_child(name="A second one, so that it is asked for")

    answer = client.post("/desk/images/multiple/add/", {"files[]": a_jpeg_with_notes(), **others})

    assert not answer.json()["success"]
    assert not UploadedFile.objects.exists()
    assert not Picture.objects.exists()
