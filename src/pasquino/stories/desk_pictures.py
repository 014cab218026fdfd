"""Closes those of Wagtail's picture pages through which an unchecked file or size could pass."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def closed(request: HttpRequest, **_parts: Any) -> HttpResponse:
    """There is no such page here."""
    raise Http404


# Sizes are made when a story is published, never on request; and an upload that a form refused
# is not kept to be completed later, because it would skip the re-encoding in `pictures.py`.
urlpatterns = [
    path("images/<int:image_id>/preview/<str:filter_spec>/", closed),
    path("images/<int:image_id>/generate_url/", closed),
    path("images/<int:image_id>/generate_url/output/", closed),
    path("images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/", closed),
]
