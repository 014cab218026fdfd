"""Picture files for tests, made here."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pasquino.stories.models import Picture


def a_file(name: str = "weir.png", size: tuple[int, int] = (40, 30)) -> SimpleUploadedFile:
    """A small picture as a browser uploads it."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, name.rsplit(".", 1)[1].replace("jpg", "jpeg").upper())
    return SimpleUploadedFile(name, out.getvalue())


def a_picture() -> Picture:
    """A picture at the desk."""
    return Picture.objects.create(title="A weir", file=a_file())
