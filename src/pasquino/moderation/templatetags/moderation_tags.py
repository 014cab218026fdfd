"""What the pages of this room say of records."""

from __future__ import annotations

from datetime import datetime

from django import template

from pasquino.moderation.models import Action

register = template.Library()


@register.simple_tag
def until_of(action: Action) -> datetime | None:
    """Until when an account was suspended by an action, if by itself it was to end."""
    until = action.after.get("until")
    return datetime.fromisoformat(until) if until else None
