"""Uploaded pictures: decoded within limits and written anew, so that only the picture is kept."""

from __future__ import annotations

import io
import warnings
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from wagtail.images.forms import BaseImageForm

MOST_PIXELS = 50_000_000
MOST_FRAMES = 1
KEPT_AS = {"JPEG": ("JPEG", "image/jpeg"), "PNG": ("PNG", "image/png"), "GIF": ("PNG", "image/png")}
OTHERWISE = ("WEBP", "image/webp")
ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


class PictureForm(BaseImageForm):
    """The desk's form for a picture; keeps a re-encoded file without position or other notes."""

    def clean_file(self) -> UploadedFile | Any:
        """Decode and encode what was uploaded; an unchanged file stays as it is."""
        file = self.cleaned_data.get("file")
        if not isinstance(file, UploadedFile):
            return file
        return rewritten(file)


def rewritten(file: UploadedFile) -> UploadedFile:
    """The same picture, decoded and encoded by us; raises ValidationError with a sentence."""
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(file) as opened:
                _refuse_bombs(opened)
                kind, mime = KEPT_AS.get(opened.format or "", OTHERWISE)
                picture = ImageOps.exif_transpose(opened)
                data = _encoded(picture, kind)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
            raise ValidationError(_too_large()) from bomb
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as broken:
            raise ValidationError(
                _("This file cannot be read as a picture. Upload a JPEG, PNG, WebP or GIF.")
            ) from broken
    stem = (file.name or "picture").rsplit(".", 1)[0]
    return InMemoryUploadedFile(
        io.BytesIO(data), "file", stem + ENDINGS[kind], mime, len(data), None
    )


def _refuse_bombs(picture: Image.Image) -> None:
    """Judge by the header, before anything is decoded."""
    if picture.width * picture.height > MOST_PIXELS:
        raise ValidationError(_too_large())


def _too_large() -> str:
    return _("This picture has more than %(most)d million pixels. Make it smaller first.") % {
        "most": MOST_PIXELS // 1_000_000
    }


def _encoded(picture: Image.Image, kind: str) -> bytes:
    """The pixels alone: a fresh picture carries none of the notes that came with the file."""
    mode = "RGB" if kind == "JPEG" else "RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB"
    fresh = picture.convert(mode)
    fresh.info.clear()
    out = io.BytesIO()
    options: dict[str, Any] = {"quality": 88} if kind != "PNG" else {"optimize": True}
    fresh.save(out, kind, **options)
    return out.getvalue()
