"""Listens to the desk: who sits down at it for the first time keeps the magazine's time."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.users.models import UserProfile

from pasquino.magazine.models import Magazine


@receiver(pre_save, sender=UserProfile)
def a_profile_starts_in_the_magazines_zone(instance: UserProfile, **_rest: Any) -> None:
    """Else Wagtail would take UTC for it, and a schedule would be misread by hours."""
    if not instance.pk and not instance.current_time_zone:
        instance.current_time_zone = (Magazine.objects.first() or Magazine()).zone


@receiver(user_logged_in)
def who_enters_the_desk_has_a_profile(user: AbstractBaseUser, **_rest: Any) -> None:
    """Wagtail keeps the time of whoever has no profile yet in UTC."""
    if getattr(user, "is_staff", False):
        UserProfile.get_for_user(user)
