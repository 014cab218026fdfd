"""What rooms above offer at the head of a discussion to somebody signed in."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from pasquino.accounts import standing
from pasquino.accounts.models import User
from pasquino.discussion import acts
from pasquino.discussion.models import Thread

register = template.Library()


@register.simple_tag(takes_context=True)
def thread_acts(context: Context, thread: Thread) -> SafeString:
    """Links for whoever is signed in; nothing, and no look at a session, for anybody else."""
    request = context["request"]
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return mark_safe("")
    if not isinstance(request.user, User):
        return mark_safe("")
    is_sweeper = standing.is_sweeper(request.user)
    links = acts.beside(acts.ThreadOccasion(request.user, is_sweeper, thread.pk))
    if not links:
        return mark_safe("")
    return mark_safe(f'<p class="discussion__acts">{" ".join(links)}</p>')  # noqa: S308 - the rooms' own HTML
