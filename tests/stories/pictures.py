"""Picture files for tests, made here."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pasquino.stories.models import Picture
from pasquino.stories.publishing import Block


def a_file(name: str = "weir.png", size: tuple[int, int] = (40, 30)) -> SimpleUploadedFile:
    """A small picture as a browser uploads it."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, name.rsplit(".", 1)[1].replace("jpg", "jpeg").upper())
    return SimpleUploadedFile(name, out.getvalue())


def a_jpeg_with_notes() -> SimpleUploadedFile:
    """A picture taken sideways, with a position, a comment, and text after its end."""
    notes = Image.Exif()
    notes[0x0112] = 6  # orientation: turn by 90 degrees
    notes[0x010E] = "the secret garden"
    notes.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(out, "JPEG", exif=notes, comment=b"secret")
    return SimpleUploadedFile("weir.jpg", out.getvalue() + b"<script>secret</script>")


def a_picture() -> Picture:
    """A picture at the desk."""
    return Picture.objects.create(title="A weir", file=a_file())


def a_block(picture: Picture, caption: str = "") -> Block:
    """The picture in the text of a story."""
    words = {"alt": "A weir.", "caption": caption, "credit": ""}
    return Block("image", {"picture": picture.pk, **words})
