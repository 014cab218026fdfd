"""Who reads a discussion, and by which rules: found out once a request."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from pasquino.accounts import standing
from pasquino.accounts.models import User
from pasquino.discussion import dates
from pasquino.discussion.models import DiscussionPolicy
from pasquino.discussion.rating import RatingProfile
from pasquino.discussion.threads import Viewer


@dataclass(frozen=True)
class Visitor:
    """Whoever looks, in this magazine; without a reader the public, which is one for all."""

    policy: DiscussionPolicy
    clock: dates.Clock
    reader: User | None = None
    is_sweeper: bool = False
    is_trusted: bool = False

    @property
    def viewer(self) -> Viewer:
        """As far as it decides what is seen of a thread."""
        hides_low = self.policy.low_rating_hides and not self.is_trusted
        return Viewer(
            is_moderator=self.is_sweeper,
            reader=self.reader.pk if self.reader else 0,
            hides_low=hides_low and self.policy.rating_profile != RatingProfile.OFF,
        )


def visitor_of(request: HttpRequest) -> Visitor:
    """The visitor of a request, with the magazine's policy; both are kept with the request."""
    found: Visitor | None = getattr(request, "_visitor", None)
    if found is None:
        found = _found(request, reader_of(request))
        request._visitor = found  # type: ignore[attr-defined]  # read above
    return found


def reader_of(request: HttpRequest) -> User | None:
    """Who is signed in, if anybody; asks only where a session is, as others have none."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if isinstance(request.user, User) else None


def _found(request: HttpRequest, reader: User | None) -> Visitor:
    policy = DiscussionPolicy.current()
    clock: dates.Clock = request.frame.magazine.clock  # type: ignore[attr-defined]  # set by MagazineFrame
    if reader is None:
        return Visitor(policy, clock)
    is_trusted = standing.is_trusted(reader)
    is_sweeper = is_trusted and standing.is_sweeper(reader)  # who sweeps is trusted: asked once
    return Visitor(policy, clock, reader, is_sweeper, is_trusted)
