"""Listens to the desk: who sits down at it for the first time keeps the magazine's time."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.users.models import UserProfile

from pasquino.magazine.models import Magazine


@receiver(pre_save, sender=UserProfile)
def a_profile_starts_in_the_magazines_zone(instance: UserProfile, **_rest: Any) -> None:
    """Else Wagtail would take UTC for it, and a schedule would be misread by hours."""
    if not instance.pk and not instance.current_time_zone:
        instance.current_time_zone = (Magazine.objects.first() or Magazine()).zone
