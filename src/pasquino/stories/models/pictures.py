"""Pictures as editors upload them; what is kept was decoded and written anew by us."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, ClassVar

from django.core.cache import BaseCache
from django.core.cache.backends.dummy import DummyCache
from django.core.files import File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """A picture with the person or house to credit; its description is the alternative text."""

    credit = models.CharField(_("credit"), max_length=200, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions: ClassVar = [("choose_image", "Can choose image")]

    # Any: as Wagtail's, which has no types.
    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> File:
        """As Wagtail's, and named by what it holds, so that browsers may keep it for ever.

        Else a name returns with other pixels: delete a picture, upload another of that name.
        """
        made = super().generate_rendition_file(filter, source=source)
        made.seek(0)  # it stands where the encoder left it
        digest = hashlib.blake2b(made.read(), digest_size=6).hexdigest()
        made.seek(0)
        name = Path(str(made.name))
        made.name = f"{name.stem}.{digest}{name.suffix}"
        return made


class PictureRendition(AbstractRendition):
    """A picture in one size.

    Always looked up in the database. Wagtail would remember it in each process, and one process
    could publish the address of a file that another has deleted.
    """

    cache_backend: ClassVar[BaseCache] = DummyCache("", {})

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
