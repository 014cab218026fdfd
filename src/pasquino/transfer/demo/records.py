"""Keeps the demo magazine's figures and its outlook, and says which number each has here."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from pasquino.figures.models import Figure, Series
from pasquino.figures.transfer_files import document_in
from pasquino.figures.transfer_import import take_over
from pasquino.outlooks import actions as outlooks
from pasquino.outlooks import documents
from pasquino.outlooks.models import Assessment, Outlook, OutlookClaim
from pasquino.transfer.demo import files

_MENTION = re.compile(r"\{fig:([a-z0-9-]+)\}")


@dataclass(frozen=True)
class Records:
    """The numbers here of what the files call by names of their own."""

    figures: dict[str, int] = field(default_factory=dict)
    series: dict[str, int] = field(default_factory=dict)
    outlooks: dict[str, int] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)
    assessments: dict[int, int] = field(default_factory=dict)

    def figure(self, name: str) -> Figure:
        """A figure by its name."""
        return Figure.objects.get(pk=self.figures[name])

    def mentioned(self, text: str) -> str:
        """A comment's text: its `{fig:name}` as a reader here would have written it."""
        return _MENTION.sub(lambda name: f"fig:{self.figures[name[1]]}", text)

    def chart(self, entry: files.Table) -> dict[str, Any]:  # as the desk keeps a block
        """The block of a chart, of figures or of a series."""
        return {
            "title": entry["title"],
            "figures": [self.figures[name] for name in entry.get("figures", [])],
            "series": self.series[entry["series"]] if "series" in entry else None,
            "shown": entry["shown"],
        }

    def outlook(self, entry: files.Table) -> dict[str, Any]:  # as above
        """The block of an outlook."""
        return {"outlook": self.outlooks[entry["outlook"]]}

    def claim(self, entry: files.Table) -> dict[str, Any]:  # as above
        """The block of a claim, with the newest assessment where the story carries it."""
        number = self.claims[entry["claim"]]
        carried = self.assessments[number] if entry.get("assessment") else None
        return {"claim": number, "why": entry.get("why", ""), "assessment": carried}


def load(document: str) -> Records:
    """Keep what is not kept yet, each document as a whole. Its sources are here already."""
    outlooks.import_documents([documents.normalised(files.table("outlook"))])
    return _records(document)


def load_figures(document: str) -> None:
    """Keep the figures, and so the works that they are from."""
    take_over(document_in(json.dumps(files.table("figures")).encode(), document))


def _records(document: str) -> Records:
    claims = OutlookClaim.objects.filter(outlook__document=document).select_related("outlook")
    assessed = Assessment.objects.filter(claim__in=claims, withdrawn_at=None)
    return Records(
        figures=_numbers(Figure.objects.filter(document=document)),
        series=_numbers(Series.objects.filter(document=document)),
        outlooks=_numbers(Outlook.objects.filter(document=document)),
        claims={f"{claim.outlook.local_id}/{claim.key}": claim.pk for claim in claims},
        assessments=dict(assessed.order_by("on", "pk").values_list("claim", "pk")),
    )


def _numbers(found: Any) -> dict[str, int]:  # querysets of three models
    return dict(found.values_list("local_id", "pk"))
