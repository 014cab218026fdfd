"""The reader's choice: how a discussion is displayed, in which order, and which page of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

_PAGE_DIGITS = 6


class Display(TextChoices):
    """How much of each comment is shown, and whether replies stand under what they answer.

    Scoop's five displays (specs/discussion.md, a2); ``flat`` keeps the order of the threads but
    does not indent, ``flat_unthread`` sorts all comments as if there were no threads.
    """

    THREADED = "threaded", _("Threaded")
    MINIMAL = "minimal", _("Minimal")
    NESTED = "nested", _("Nested")
    FLAT = "flat", _("Flat")
    FLAT_UNTHREAD = "flat_unthread", _("Flat, unthreaded")

    @property
    def indents(self) -> bool:
        """Replies are printed under what they answer."""
        return self in (Display.THREADED, Display.MINIMAL, Display.NESTED)

    @property
    def keeps_threads(self) -> bool:
        """Replies follow what they answer, indented or not."""
        return self is not Display.FLAT_UNTHREAD


class Sort(TextChoices):
    """The order among comments that answer the same one, at every level.

    Scoop's two selects, rating and age, in one value (specs/discussion.md, a3). "Unrated" puts
    the unrated ones first and then the highest; "oldest" and "newest" ignore the ratings.
    """

    HIGHEST_OLDEST = "highest-oldest", _("Highest, then oldest")
    HIGHEST_NEWEST = "highest-newest", _("Highest, then newest")
    LOWEST_OLDEST = "lowest-oldest", _("Lowest, then oldest")
    LOWEST_NEWEST = "lowest-newest", _("Lowest, then newest")
    UNRATED_OLDEST = "unrated-oldest", _("Unrated, then highest, then oldest")
    UNRATED_NEWEST = "unrated-newest", _("Unrated, then highest, then newest")
    OLDEST = "oldest", _("Oldest")
    NEWEST = "newest", _("Newest")

    @property
    def newest_first(self) -> bool:
        """Among equals the higher number comes first."""
        return self.value.endswith("newest")

    @property
    def by_rating(self) -> bool:
        """The order changes when somebody rates."""
        return self not in (Sort.OLDEST, Sort.NEWEST)

    @property
    def by_age(self) -> Sort:
        """The same, leaving ratings aside."""
        return Sort.NEWEST if self.newest_first else Sort.OLDEST


@dataclass(frozen=True, slots=True)
class Preference:
    """What a member has chosen for all discussions; ``None`` leaves it to the site.

    ``overflow_at`` is a number of comments; 0 means "never", also against the site's number.
    """

    display: Display | None = None
    sort: Sort | None = None
    overflow_at: int | None = None
    overflow_display: Display | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader's way of reading one discussion; without arguments, the defaults of DESIGN.md.

    ``usual_display`` and ``usual_sort`` are what this reader gets from an address that says
    nothing: links need to carry only what differs from them.
    """

    display: Display = Display.NESTED
    sort: Sort = Sort.HIGHEST_OLDEST
    page: int = 1
    overflow_at: int | None = None
    overflow_display: Display = Display.THREADED
    usual_display: Display = Display.NESTED
    usual_sort: Sort = Sort.HIGHEST_OLDEST

    def shown_display(self, count: int) -> Display:
        """The display for ``count`` visible comments: the overflow one when they are too many.

        Scoop's rule (a2): *more than* ``overflow_at`` comments; off while that is ``None``.
        """
        if self.overflow_at is not None and count > self.overflow_at:
            return self.overflow_display
        return self.display

    def query(self, *, page: int = 1) -> str:
        """The end of a link that keeps this choice on: ``"?display=flat&page=2"``, or ``""``."""
        said: dict[str, str] = {}
        if self.display is not self.usual_display:
            said["display"] = self.display.value
        if self.sort is not self.usual_sort:
            said["sort"] = self.sort.value
        if page > 1:
            said["page"] = str(page)
        return f"?{urlencode(said)}" if said else ""


def choose(address: Mapping[str, str], preference: Preference | None, site: Preference) -> Reading:
    """The reading for a request: the address, else the member's preference, else the site's.

    ``address`` holds the keys ``display``, ``sort`` and ``page`` (a QueryDict will do). A value
    nobody knows is as good as none, so that an old or mistyped link still opens the discussion.
    """
    own = preference or Preference()
    usual_display = own.display or site.display or Display.NESTED
    usual_sort = own.sort or site.sort or Sort.HIGHEST_OLDEST
    overflow_at = site.overflow_at if own.overflow_at is None else own.overflow_at
    return Reading(
        display=_known_display(address.get("display", "")) or usual_display,
        sort=_known_sort(address.get("sort", "")) or usual_sort,
        page=_page(address.get("page", "")),
        overflow_at=overflow_at or None,
        overflow_display=own.overflow_display or site.overflow_display or Display.THREADED,
        usual_display=usual_display,
        usual_sort=usual_sort,
    )


def _known_display(word: str) -> Display | None:
    return Display(word) if word in Display.values else None


def _known_sort(word: str) -> Sort | None:
    return Sort(word) if word in Sort.values else None


def _page(word: str) -> int:
    """A page from an address; 1 for everything that is not a plain positive number."""
    if word.isascii() and word.isdigit() and len(word) <= _PAGE_DIGITS:
        return max(1, int(word))
    return 1
