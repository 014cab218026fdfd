"""Picture files for tests, made here."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def a_file(name: str = "weir.png", size: tuple[int, int] = (40, 30)) -> SimpleUploadedFile:
    """A small picture as a browser uploads it."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, name.rsplit(".", 1)[1].replace("jpg", "jpeg").upper())
    return SimpleUploadedFile(name, out.getvalue())
