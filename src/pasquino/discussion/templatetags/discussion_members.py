"""What of a discussion's page is for members alone."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template import Context

from pasquino.discussion.reading import Reading

register = template.Library()


@register.inclusion_tag("discussion/_remember.html", takes_context=True)
def remember_choice(context: Context, reading: Reading) -> dict[str, Any]:
    """A button that keeps display and sort, where they differ from what the member gets anyway.

    Visitors without a session have no preferences: their choice stays in the address.
    """
    request = context["request"]
    differs = (reading.display, reading.sort) != (reading.usual_display, reading.usual_sort)
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    is_offered = differs and has_session and request.user.is_authenticated
    return {"is_offered": is_offered, "reading": reading, "path": request.path}
