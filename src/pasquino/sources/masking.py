"""Masks names in what the public is shown, and takes the masks off again. Decision 0023.

The originals stay as they are; whatever leaves the magazine passes through here.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from pasquino.accounts.models import User
from pasquino.magazine.kept import Kept
from pasquino.sources.announcements import masks_changed
from pasquino.sources.mask_words import Masks
from pasquino.sources.models import NameMask


class NothingToMask(ValueError):
    """No name was given, or one without a letter."""


class NothingShownInstead(ValueError):
    """What is to be shown instead has no letter or number, so nobody could find or read it."""


class WouldShowTheName(ValueError):
    """What is to be shown instead has the name in it."""


class AlreadyLifted(Exception):
    """The mask was taken off before."""


def masked(text: str) -> str:
    """Plain text as the public may read it; the very same text while no mask is in force."""
    return masks().masked(text)


@transaction.atomic
def mask_name(
    *, names: Sequence[str], replacement: str, reason: str, by: User | None
) -> list[NameMask]:
    """Have a name shown nowhere in public, in any of its spellings; announces `masks_changed`.

    Each spelling is a mask of its own; one that is in force already is not made twice. Raises
    NothingToMask, NothingShownInstead and WouldShowTheName.
    """
    wanted = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    if not wanted or not all(any(map(str.isalpha, name)) for name in wanted):
        raise NothingToMask
    if not any(map(str.isalnum, replacement)):
        raise NothingShownInstead
    in_force = NameMask.objects.filter(lifted_at=None)
    there = list(in_force.values_list("name", flat=True))
    shown = " / ".join([replacement, *in_force.values_list("replacement", flat=True)])
    if Masks((name, "") for name in [*wanted, *there]).places(replacement) or Masks(
        (name, "") for name in wanted
    ).places(shown):
        raise WouldShowTheName
    made = [
        NameMask.objects.create(name=name, replacement=replacement, reason=reason, by=by)
        for name in wanted
        if name not in set(there)
    ]
    _announce(made)
    return made


@transaction.atomic
def lift_mask(mask: NameMask, *, reason: str, by: User | None) -> NameMask:
    """Have the public shown the name again. Raises AlreadyLifted."""
    mask = NameMask.objects.select_for_update().get(pk=mask.pk)
    if mask.lifted_at is not None:
        raise AlreadyLifted
    mask.lifted_at, mask.lifted_by, mask.lift_reason = timezone.now(), by, reason
    mask.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    _announce([mask])
    return mask


def _announce(changed: list[NameMask]) -> None:
    if changed:
        masks_changed.send(sender=NameMask, masks=changed)


def _read() -> Masks:
    pairs = NameMask.objects.filter(lifted_at=None).values_list("name", "replacement")
    return Masks(pairs)


masks = Kept(_read)
"""The masks in force; read once a second in each process, at once where one changes."""
masks.depends_on(NameMask)
