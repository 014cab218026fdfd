"""What editors know better about a work than the page it stands on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from pasquino.sources import works
from pasquino.sources.announcements import work_changed
from pasquino.sources.models import Party, Work, WorkAddress
from pasquino.sources.parties import party_for
from pasquino.sources.refusals import AddressOfAnother


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """What a work is to be; `fields` by name, `address` one more, `without` addresses to drop."""

    fields: dict[str, Any] = field(default_factory=dict)  # values of the model's own fields
    publisher: str = ""
    authors: Sequence[str] = ()
    address: str = ""
    canonical: int | None = None
    without: Collection[int] = ()


@transaction.atomic
def correct(work: Work, corrected: Corrected) -> Work:
    """Write down what an editor says of a work.

    Raises NoWebAddress, AddressOfAnother, and NameTooLong.
    """
    work = Work.objects.select_for_update().get(pk=work.pk)
    for name, value in corrected.fields.items():
        setattr(work, name, value)
    publisher = corrected.publisher.strip()
    work.publisher = party_for(publisher, Party.Kind.ORGANISATION) if publisher else None
    work.save(update_fields=[*corrected.fields, "publisher"])
    works.name_authors(work, corrected.authors)
    _correct_addresses(work, corrected)
    work_changed.send(sender=Work, work=work)
    return work


def _correct_addresses(work: Work, corrected: Corrected) -> None:
    work.addresses.filter(pk__in=corrected.without).delete()
    if corrected.address:
        row = works.add_address(work, corrected.address)
        if row.work_id != work.pk:
            raise AddressOfAnother(row.work)
    kept = WorkAddress.objects.filter(work=work)
    chosen = kept.filter(pk=corrected.canonical or 0).first()
    chosen = chosen or kept.order_by("-is_canonical", "pk").first()
    if chosen:
        kept.exclude(pk=chosen.pk).update(is_canonical=False)
        kept.filter(pk=chosen.pk).update(is_canonical=True)
