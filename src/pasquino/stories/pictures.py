"""Uploaded pictures: decoded within limits and written anew, so that only the picture is kept."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.db.models import Q
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from wagtail.images.forms import BaseImageForm

from pasquino.stories.models import Edition, Picture

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 3200  # pixels; the widest size readers get is 1200, twice that for close cuts
KEPT_AS = {
    "JPEG": ("JPEG", "image/jpeg"),
    "PNG": ("PNG", "image/png"),
    "GIF": ("PNG", "image/png"),
}
OTHERWISE = ("WEBP", "image/webp")
ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


class PictureForm(BaseImageForm):
    """The desk's form for a picture; keeps a re-encoded file without position or other notes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # as Wagtail's
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            # Wagtail decodes the whole picture to learn its size, and fails on a broken one.
            field: Any = self.fields["file"]
            field.check_image_pixel_size = _judged_in_clean_file

    def clean_file(self) -> UploadedFile | Any:
        """Decode and encode what was uploaded; an unchanged file stays as it is."""
        file = self.cleaned_data.get("file")
        if not isinstance(file, UploadedFile):
            return file
        if self.instance.pk and is_published(self.instance):
            raise ValidationError(
                _(
                    "A story that was published shows this picture, so its file stays as it is. "
                    "Upload the other file as a new picture and choose that one in the story."
                )
            )
        return rewritten(file)

    def clean(self) -> Any:
        """Refuse a new file together with the form: Wagtail would keep the unchecked original.

        Its page for many uploads stores a file as it came when only other fields are wrong.
        """
        cleaned = super().clean()
        if self.errors and "file" in self.cleaned_data and "file" in self.changed_data:
            self.add_error("file", _("Nothing was kept. Correct the rest and choose it again."))
        return cleaned


def is_published(picture: Picture) -> bool:
    """Whether any edition shows the picture: its HTML or lead names the file of one of its sizes.

    Searches the text of all editions, which is slow in a large magazine and asked rarely.
    """
    named = Q()
    for size in picture.renditions.all():
        name = Path(str(size.file.name)).name
        # `contains` has another meaning for JSON.
        named |= Q(html__contains=name) | Q(lead__srcset__icontains=name)
    return bool(named) and Edition.objects.filter(named).exists()


def _judged_in_clean_file(file: UploadedFile) -> None:
    """`rewritten` judges the size by the file's header."""


def rewritten(file: UploadedFile) -> UploadedFile:
    """The same picture, decoded and encoded by us; raises ValidationError with a sentence.

    Upright, its first frame only, at most `LONGEST_SIDE` pixels on its longer side.
    """
    try:
        kind, mime, data = _decoded_and_encoded(file)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise ValidationError(_too_large()) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as broken:
        raise ValidationError(
            _("This file cannot be read as a picture. Upload a JPEG, PNG, WebP or GIF.")
        ) from broken
    stem = (file.name or "picture").rsplit(".", 1)[0]
    return InMemoryUploadedFile(
        io.BytesIO(data), "file", stem + ENDINGS[kind], mime, len(data), None
    )


def _decoded_and_encoded(file: UploadedFile) -> tuple[str, str, bytes]:
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(file) as opened:
            _refuse_bombs(opened)
            kind, mime = KEPT_AS.get(opened.format or "", OTHERWISE)
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG: decode at a fraction
            picture = ImageOps.exif_transpose(opened)
            return kind, mime, _encoded(picture, kind)


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
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    fresh = picture.convert("RGBA" if has_alpha and kind != "JPEG" else "RGB")
    fresh.info.clear()
    fresh.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    options: dict[str, Any] = {"quality": 88} if kind != "PNG" else {"optimize": True}
    fresh.save(out, kind, **options)
    return out.getvalue()
