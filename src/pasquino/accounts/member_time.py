"""Members see times in their own zone and by their own clock."""

from __future__ import annotations

import copy
from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from pasquino.accounts.models import User
from pasquino.magazine.frame import DESK, UNFRAMED


class MemberTime:
    """Middleware, inside MagazineFrame: sets zone and clock for whoever is signed in.

    A request without a session's cookie asks the database for nobody. The desk keeps the time
    that is set in the desk's own account page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the member's time, where they have chosen one."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        if request.path.startswith((DESK, *UNFRAMED)):
            return self.get_response(request)
        request.user = get_user(request)  # no longer lazily: a page asks for it a hundred times
        if not isinstance(request.user, User):
            return self.get_response(request)
        if request.user.clock:
            frame = request.frame  # type: ignore[attr-defined]  # set by MagazineFrame
            frame.magazine = copy.copy(frame.magazine)
            frame.magazine.clock = request.user.clock
        with timezone.override(zone_of(request.user) or timezone.get_current_timezone()):
            return self.get_response(request)


def zone_of(member: User) -> ZoneInfo | None:
    """The zone a member has chosen; None where they have not, or it is no longer known."""
    try:
        return ZoneInfo(member.zone) if member.zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" is a folder
        return None
