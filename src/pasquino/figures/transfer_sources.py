"""Finds the works and parties that a document names, or makes them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pasquino.figures import texts
from pasquino.figures.documents import PERSON, PartyEntry, SourceEntry
from pasquino.figures.transfer_given import NotUnderstood
from pasquino.figures.transfer_report import Report
from pasquino.sources import parties, works
from pasquino.sources.models import Party, Work
from pasquino.sources.web_addresses import NoWebAddress

FIELDS = ("kind", "title", "language", "published", "access", "licence", "note")


class Works:
    """The works of one document by their keys: those that are on record, and those made of it."""

    def __init__(self, entries: dict[str, SourceEntry], report: Report) -> None:
        self.entries, self.report = entries, report
        self._works: dict[str, Work | None] = {}

    def known(self, key: str) -> Work | None:
        """The work on record for a key, if there is one."""
        if key and self._works.get(key) is None:
            self._works[key] = self._found(self.entries[key])
        return self._works.get(key)

    def made(self, key: str) -> Work | None:
        """The work for a key, made where there is none; None for no key."""
        if not key:
            return None
        work = self.known(key)
        if work is None:
            work = self._works[key] = self._make(self.entries[key])
            self.report.sources += 1
        return work

    def _found(self, entry: SourceEntry) -> Work | None:
        """By its number everywhere, its address, or its title and publisher.

        Not by title where another source of the document is that work already.
        """
        if entry.uuid and (work := Work.objects.filter(uuid=entry.uuid).first()):
            return work
        for url in filter(None, (entry.url, *entry.other_urls)):
            if work := _at(url, entry.where):
                return work
        if entry.url or not entry.title.strip():
            return None
        taken = {work.pk for work in self._works.values() if work}
        titled = Work.objects.filter(title__iexact=entry.title.strip()).exclude(pk__in=taken)
        publisher = parties.folded(entry.publisher.name) if entry.publisher else ""
        for work in titled.select_related("publisher").order_by("pk"):
            if parties.folded(work.publisher.name if work.publisher else "") == publisher:
                return work
        return None

    def _make(self, entry: SourceEntry) -> Work:
        given = {name: getattr(entry, name) for name in FIELDS}
        texts.look_at_date(entry.published)
        if not (entry.url or entry.other_urls or entry.title.strip()):
            why = _("A source needs a title or an address; this one has neither.")
            raise NotUnderstood(entry.where, why)
        work = Work(publisher=party(entry.publisher), **texts.clean(Work, given))
        if entry.uuid:
            work.uuid = entry.uuid
        work.save(force_insert=True)
        for author in entry.authors:
            party(author)
        works.name_authors(work, [author.name for author in entry.authors])
        self._add_addresses(work, entry)
        return work

    def _add_addresses(self, work: Work, entry: SourceEntry) -> None:
        for url in filter(None, (entry.url, *entry.other_urls)):
            row = works.add_address(work, url, is_canonical=url == entry.url)
            if row.work_id != work.pk:
                why = _("{where}: the address {url} belongs to source {number} here; left there.")
                self.report.differences.append(
                    why.format(where=entry.where, url=url, number=row.work_id)
                )


def party(entry: PartyEntry | None) -> Party | None:
    """Who is meant by a name; made if nobody of that name is known."""
    if entry is None or not entry.name.strip():
        return None
    kind = Party.Kind.PERSON if entry.kind == PERSON else Party.Kind.ORGANISATION
    return parties.party_for(entry.name, kind)


def _at(url: str, where: str) -> Work | None:
    try:
        return works.work_at(url)
    except NoWebAddress as problem:
        why = _("“{url}” is not the address of a web page.").format(url=url[:100])
        raise NotUnderstood(where, why) from problem
