"""Documents of figures as the tests have them: herons, counted by several people."""

from __future__ import annotations

import json
from typing import Any

from pasquino.figures.documents import DRAFT, FORMAT
from pasquino.figures.transfer_files import document_in
from pasquino.figures.transfer_import import take_over
from pasquino.figures.transfer_report import Report

Raw = dict[str, Any]
URL = "https://example.org/2026/03/herons"

DRAFTED: Raw = {
    "format": DRAFT,
    "note": "Herons of the lower valley.",
    "sources": {
        "S-story": {"kind": "story", "title": "Who counts the herons?", "url": URL},
        "S-office": {
            "kind": "organisation-figures", "producer": "River Office", "title": "Heron count",
            "url": None, "capture": "missing",
        },
        "S-report": {
            "kind": "report", "producer": "Ada Quill; Bert Weir", "title": "Herons and men",
            "publisher": "Valley Press; Mill Society", "published": "2026-03 (day not seen)",
        },
        "S-c2": {"kind": "comment", "n": 2, "author": "Miller", "at": "2026-03-09T06:00:00Z"},
    },
    "figures": [
        {
            "id": "H1", "anchor": {"exact": "Almost 900"},
            "stated": {"qualifier": "almost", "value": 900, "unit": "herons"},
            "population": "herons of the valley", "place": "the valley",
            "source": "S-office", "reported_in": "S-story", "reported_on": "2026-03-07",
            "as_of": None,
            "reading": {"low": 800, "high": 899, "by": "engine default, editable"},
        },
        {
            "id": "H2", "anchor": {"exact": "almost 700"},
            "stated": {"qualifier": "almost", "value": 700, "unit": "herons"},
            "population": "of H1: wading", "place": "the ford", "source": "S-office",
            "reported_in": "S-story",
            "part_of": [{"figure": "H1", "basis": "stated (\"including\")"}],
        },
        {
            "id": "H3", "anchor": {"exact": "more than 300"},
            "stated": {"qualifier": "more_than", "value": 300, "unit": "herons"},
            "population": "of H1: fishing", "place": "the ford; the weir", "source": "S-office",
            "reported_in": "S-story",
            "part_of": [
                {"figure": "H1", "basis": "stated", "relation": "subset"},
                {"figure": "H2", "basis": "not stated; likely", "relation": "unknown"},
            ],
        },
        {
            "id": "H4", "anchor": {"exact": "about 80%"},
            "stated": {"qualifier": "about", "value": 80, "unit": "percent"},
            "population": "of H1: at the ford or the weir", "place": "the ford; the weir",
            "source": "S-office", "reported_in": "S-story", "as_of": "2026-03-01",
            "share_of": {"figure": "H1", "basis": "stated (\"of which\")"},
        },
        {
            "id": "H5", "anchor": {"exact": "a few hundred"},
            "stated": {
                "qualifier": "vague", "value": {"low": 200, "high": 999, "word": "a few hundred"},
                "unit": "herons",
            },
            "population": "herons", "place": "not stated", "source": "S-report",
            "reported_in": "S-story", "exclusions": ["grey ones", "young ones"],
        },
        {
            "id": "H6", "anchor": {"exact": "500 herons"},
            "stated": {"qualifier": "up_to", "value": 500, "unit": "herons"},
            "source": "S-c2", "reported_in": "S-c2", "superseded_by": "H7",
            "source_status": "unsourced by commenter", "layer": "discussion",
            "conflicts_with": [{"figure": "H5", "kind": "narrower than source"}],
        },
        {
            "id": "H7", "anchor": {"exact": "503"},
            "stated": {"qualifier": "up_to", "value": 503, "unit": "herons"},
            "source": "S-report", "reported_in": "S-c2", "supersedes": "H6", "same_as": "H8",
        },
        {
            "id": "H8", "anchor": {"exact": "ten or twenty to one"},
            "stated": {
                "qualifier": "ratio", "value": {"low": 10, "high": 20, "per": 1}, "unit": "herons",
            },
            "source": "S-c2", "reported_in": "S-c2", "rhetorical": True,
        },
    ],
    "checks": [{"check": "sum", "result": "wrong on purpose"}],
    "series": [
        {
            "id": "T1", "title": "Herons over the years",
            "points": [
                {"as_of": "2020", "qualifier": "between", "value": [600, 650], "producer": "Mill"},
                {"as_of": "2024", "qualifier": "exactly", "value": 812, "producer": "RO",
                 "source": "https://example.org/count"},
                {"qualifier": "almost", "value": 900, "producer": "RO", "figure": "H1"},
            ],
        }
    ],
}  # fmt: skip


def herons() -> Raw:
    """A document in our format: two figures, how they stand, one source, one line."""
    return {
        "format": FORMAT,
        "document": "herons",
        "sources": {"S1": {"title": "Heron count", "publisher": "River Office", "url": URL}},
        "figures": [
            {
                "id": "A", "words": "about 900 herons", "unit": "herons", "source": "S1",
                "as_of": "2026-03",
            },
            {
                "id": "B", "words": "including 300", "unit": "herons", "counted_by": "Mill",
                "stated": {"qualifier": "exactly", "amount": 300},
                "reading": {"low": 290, "high": 310, "basis": "the office rounds"},
                "relations": [{"kind": "subset", "to": "A", "basis": "stated"}],
            },
        ],
        "series": [
            {"id": "S", "title": "Herons", "lines": [{"measure": "all", "points": ["A"]}]}
        ],
    }  # fmt: skip


def bring(raw: Raw, *, dry_run: bool = False) -> Report:
    """Import a document that is called "trial" unless it says otherwise."""
    data = json.dumps(raw).encode()
    return take_over(document_in(data, "trial"), dry_run=dry_run)
