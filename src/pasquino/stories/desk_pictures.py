"""Wagtail's picture pages: closed where something unchecked could pass, kept from making gaps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.images.views import images, multiple

from pasquino.stories.models import Picture, Story
from pasquino.stories.pictures import is_published


def closed(request: HttpRequest, **_parts: Any) -> HttpResponse:
    """There is no such page here."""
    raise Http404


class DeletePicture(images.DeleteView):
    """Deletes a picture that no story needs; the others are kept, with a sentence."""

    def run_before_hook(self) -> HttpResponse | None:
        """Lead back to a picture in use; runs after the permission was checked."""
        if not _is_needed(self.object):
            return None
        messages.error(self.request, _gap(self.object))
        return redirect("wagtailimages:edit", self.object.pk)


class DeleteUpload(multiple.DeleteView):
    """Deletes one of the pictures that were just uploaded, from the page of many uploads."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse in the form that page's script knows."""
        picture = Picture.objects.filter(pk=kwargs["image_id"]).first()
        if picture and _is_needed(picture):
            return JsonResponse({"success": False, "error_message": _gap(picture)})
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


def keep_needed_in_bulk(
    request: HttpRequest, action: str, things: Iterable[Any], view: Any
) -> HttpResponse | None:
    """Before many pictures are deleted at once: if a story needs one, all are kept."""
    if action != "delete" or view.model is not Picture:
        return None
    needed = next((picture for picture in things if _is_needed(picture)), None)
    if needed is None:
        return None
    messages.error(request, f"{_gap(needed)} {_('None of the chosen pictures was deleted.')}")
    return redirect("wagtailimages:index")


def _is_needed(picture: Picture) -> bool:
    """Whether readers have seen it in a story, or one in progress leads with it."""
    return is_published(picture) or Story.objects.filter(lead_picture=picture).exists()


def _gap(picture: Picture) -> str:
    return _("“%(title)s” stands in a story, so it is kept: there would be a gap without it.") % {
        "title": picture.title
    }


# Sizes are made when a story is published, never on request; and an upload that a form refused
# is not kept to be completed later, because it would skip the re-encoding in `pictures.py`.
urlpatterns = [
    path("images/<int:image_id>/delete/", DeletePicture.as_view()),
    path("images/multiple/<int:image_id>/delete/", DeleteUpload.as_view()),
    path("images/<int:image_id>/preview/<str:filter_spec>/", closed),
    path("images/<int:image_id>/generate_url/", closed),
    path("images/<int:image_id>/generate_url/output/", closed),
    path("images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/", closed),
]
