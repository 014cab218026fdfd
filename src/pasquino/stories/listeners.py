"""Listens to the desk, whose publishing makes editions, and to figures that come in."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import page_published, page_unpublished

from pasquino.figures.announcements import figures_imported
from pasquino.stories import actions, figure_ties
from pasquino.stories.models import Section, Story, Topic, Writer


@receiver(page_published, sender=Story)
def an_edition_is_made(instance: Story, revision: Revision, **_rest: Any) -> None:
    """Publishing at the desk makes an edition in the same transaction."""
    if instance.live:  # a scheduled story is announced as published too, before its time
        actions.make_edition(instance, editor=revision.user)


@receiver(page_unpublished, sender=Story)
def a_story_is_withdrawn(instance: Story, **_rest: Any) -> None:
    """Unpublishing at the desk withdraws the story from readers."""
    actions.withdraw(instance)


@receiver(figures_imported)
def figures_came_in(reported: Any, **_rest: Any) -> None:
    """New figures of a document are tied to the story that reports them, where it is ours.

    A known one stays as it is: an editor may have let its mark go.
    """
    for one in reported:
        if one.is_new and one.story_url and one.comment_number is None:
            figure_ties.tie_reported(one.figure, one.story_url)


@receiver(pre_save, sender=Section)
@receiver(pre_save, sender=Topic)
@receiver(pre_save, sender=Writer)
def an_address_may_change(sender: type, instance: Any, **_rest: Any) -> None:
    """Remember the address a list had before it is saved."""
    before = sender.objects.filter(pk=instance.pk).first() if instance.pk else None  # type: ignore[attr-defined]  # a model class
    instance.address_before = before.get_absolute_url() if before else ""


@receiver(post_save, sender=Section)
@receiver(post_save, sender=Topic)
@receiver(post_save, sender=Writer)
def an_address_changed(instance: Any, **_rest: Any) -> None:
    """Have the old address lead to the new one, and the new one nowhere else."""
    actions.take_address(instance.get_absolute_url())
    if instance.address_before:
        actions.leave_address(instance.address_before, instance.get_absolute_url())


@receiver(post_delete, sender=Section)
@receiver(post_delete, sender=Topic)
@receiver(post_delete, sender=Writer)
def a_list_is_gone(instance: Any, **_rest: Any) -> None:
    """Have no old address lead to a page that is not there."""
    actions.forget_addresses(instance.get_absolute_url())
