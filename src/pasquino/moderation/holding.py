"""The site's switch: the first comments of new members wait until a moderator releases them."""

from __future__ import annotations

from django.db import transaction

from pasquino.discussion.models import DiscussionPolicy
from pasquino.moderation.refusals import SwitchedAlready


def is_on() -> bool:
    """Whether first comments are held now."""
    policy = DiscussionPolicy.objects.first() or DiscussionPolicy()
    return policy.hold_first_posts


@transaction.atomic
def switch(*, on: bool) -> None:
    """Set the switch; raises SwitchedAlready when it stands so."""
    policy = locked()
    if policy.hold_first_posts == on:
        raise SwitchedAlready
    policy.hold_first_posts = on
    policy.save(update_fields=["hold_first_posts"])


def locked() -> DiscussionPolicy:
    """The one row of the policy, made if need be, locked until the deed is done."""
    policy = DiscussionPolicy.objects.select_for_update().order_by("pk").first()
    if policy is None:
        DiscussionPolicy.objects.get_or_create(pk=1)  # two at once make one row
        policy = DiscussionPolicy.objects.select_for_update().get(pk=1)
    return policy
