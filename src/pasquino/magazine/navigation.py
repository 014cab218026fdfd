"""The entries of the navigation; rooms above offer theirs, the editors may arrange their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import get_language

from pasquino.magazine.kept import Kept
from pasquino.magazine.models import Magazine, NavigationLink


@dataclass(frozen=True)
class Entry:
    """One link in the navigation; `kind` is `section`, `page` or `give`."""

    label: str
    address: str
    kind: str = "page"

    def is_current(self, path: str) -> bool:
        """The reader is on that page or below it."""
        return path == self.address or (self.address != "/" and path.startswith(self.address))


Provider = Callable[[], Iterable[Entry]]
_sections: list[Provider] = []
_pages: list[tuple[int, Provider]] = []


def offer_sections(provider: Provider) -> None:
    """Have these entries listed when the editors have arranged none themselves."""
    _sections.append(provider)


def offer_page(order: int, provider: Provider) -> None:
    """Have these entries listed after the sections, lower `order` first."""
    _pages.append((order, provider))
    _pages.sort(key=lambda offered: offered[0])


def entries() -> list[Entry]:
    """All entries in the order they are shown, in the language spoken; kept for a second."""
    language = get_language() or ""
    if language not in _entries:
        _entries[language] = Kept(_read)
        _entries[language].depends_on(*_shown)
    return _entries[language]()


def list_anew_with(*changed: type[models.Model]) -> None:
    """Have the navigation read anew whenever one of these is saved or deleted."""
    _shown.extend(changed)
    for kept in _entries.values():
        kept.depends_on(*changed)


_entries: dict[str, Kept[list[Entry]]] = {}
_shown: list[type[models.Model]] = [Magazine, NavigationLink]


def _read() -> list[Entry]:
    magazine = Magazine.current()
    own = [Entry(link.label, link.address) for link in magazine.links.all()] if magazine.pk else []
    sections = own or [entry for provider in _sections for entry in provider()]
    return sections + [entry for _, provider in _pages for entry in provider()]
