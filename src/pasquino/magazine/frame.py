"""Gives every request its magazine: name, language and zone, read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from pasquino.magazine import navigation
from pasquino.magazine.models import Magazine

_offered: dict[str, list[str]] = {"masthead": [], "head": []}


def offer(place: str, template: str) -> None:
    """Have a room's template shown on every page: in its `masthead`, or in its HTML `head`."""
    _offered[place].append(template)


@dataclass(frozen=True)
class Visitor:
    """Who looks at the page: a member with their ways, or somebody with the ways to become one."""

    name: str = ""
    own_page: str = ""
    sign_out: str = ""
    sign_in: str = ""
    sign_up: str = ""


_who: list[Callable[[HttpRequest], Visitor]] = []


def say_who_visits(provider: Callable[[HttpRequest], Visitor]) -> None:
    """Have the masthead ask here, once a page; without a provider it shows nobody."""
    _who[:] = [provider]


class Frame:
    """What the base template shows around a page; reads the database when asked."""

    def __init__(self, path: str, request: HttpRequest | None = None) -> None:
        self.path = path
        self.request = request

    @cached_property
    def visitor(self) -> Visitor | None:
        """Who looks at it; only where there is a session the answer is somebody."""
        return _who[0](self.request) if _who and self.request is not None else None

    @cached_property
    def magazine(self) -> Magazine:
        """The one magazine of this site, with the site's defaults while none is set."""
        return Magazine.current()

    @property
    def offered(self) -> dict[str, list[str]]:
        """The templates that rooms have offered, by place."""
        return _offered

    @cached_property
    def navigation(self) -> list[tuple[navigation.Entry, bool]]:
        """Each entry, and whether the reader is there."""
        return [(entry, entry.is_current(self.path)) for entry in navigation.entries()]


class MagazineFrame:
    """Middleware: pages speak the magazine's language and keep its time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the magazine's language and zone; the desk speaks its editor's language."""
        request.frame = Frame(request.path, request)  # type: ignore[attr-defined]  # read by `frame` below
        if request.path.startswith(UNFRAMED):
            return self.get_response(request)
        magazine: Magazine = request.frame.magazine  # type: ignore[attr-defined]  # set above
        if request.path.startswith(DESK):
            with timezone.override(magazine.zone_info):
                return self.get_response(request)
        with translation.override(magazine.language), timezone.override(magazine.zone_info):
            return self.get_response(request)


DESK = "/desk/"
UNFRAMED = ("/static/", "/media/", "/healthz", "/readyz")


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: `frame` in every template."""
    return {"frame": getattr(request, "frame", None) or Frame(request.path, request)}
