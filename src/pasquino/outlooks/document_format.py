"""The format `pasquino-outlook/1`: which keys an outlook's document has, and what fits them.

Documented in docs/reference/outlooks.md. No database.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from pasquino.outlooks.models import AssessmentProposal, ConditionObservation, Layer, State
from pasquino.outlooks.models.outlook import KEY
from pasquino.outlooks.records import last_day
from pasquino.outlooks.shapes import (
    NotUnderstood,
    Reader,
    keyed,
    listed,
    matching,
    one_of,
    table,
    whole_number,
    words,
    yes_or_no,
)
from pasquino.sources import web_addresses

FORMAT = "pasquino-outlook/1"
DRAFT = "pasquino-outlook/0-draft"
PREFACE, CROSS = "preface", "cross"  # the keys of the branches that hold these claims
MODES = (Layer.QUOTED, Layer.PARAPHRASED, Layer.UNCLEAR, Layer.AUTHOR)
PROPOSED = "proposed"
DEEPEST = 8  # groups within groups
LONG_TEXT = 100_000

_is_own = re.compile(r"/(?![/\\])[^\s\\]*").fullmatch
_is_key = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*").fullmatch
_KEY_ALLOWED = _("a short name of letters, digits, dots, hyphens and underscores, such as G3.1")


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_moment(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_uuid(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def _is_address(value: str) -> bool:
    try:
        return bool(web_addresses.cleaned(value))
    except web_addresses.NoWebAddress:
        return False


def _is_path(value: str) -> bool:
    """It leads to a page of this magazine, whatever a browser makes of it."""
    return bool(_is_own(value)) and url_has_allowed_host_and_scheme(value, allowed_hosts=None)


def _moment(value: object, path: str) -> str | None:
    """A time with its zone; given back in UTC."""
    allowed = _("a time with its zone, such as 2018-03-01T10:00:00+00:00")
    found: str | None = matching(_is_moment, allowed)(value, path)
    return datetime.fromisoformat(found).astimezone(UTC).isoformat() if found else None


def _work(value: object, path: str) -> dict[str, Any] | None:  # Any: JSON
    """A work: its title alone, or what is known of it."""
    if isinstance(value, str):
        value = {"title": value}
    found: dict[str, Any] | None = table({"title": words(500), "publisher": NAME, "url": ADDRESS})(
        value, path
    )
    if found and not (found.get("title") or found.get("url")):
        raise NotUnderstood(path, str(_("A work needs a title or a url.")))
    return found


_is_mode = re.compile(rf"({'|'.join(MODES)})\b.*", re.DOTALL).fullmatch

KEY_NAME = matching(_is_key, _KEY_ALLOWED, KEY)
DAY = matching(_is_day, _("a day, such as 2018-03-07"))
DATE = matching(last_day, _("a year, a month or a day: 2018, 2018-03 or 2018-03-07"))
ADDRESS = matching(_is_address, _("the address of a web page (https://… or http://…)"))
LAYER = one_of(Layer.values)
LONG = words(LONG_TEXT)
MODALITY = words(120)
NAME = words(200, one_line=True)
NAMES = listed(NAME)
LINE = words(300)
PATH = matching(_is_path, _("a path in this magazine, such as /2018/03/the-wall/comments/4/"), 300)
FLAG = words(2000)

EVIDENCE = listed(
    table(
        {
            "textStart": LINE,
            "textEnd": LINE,
            "mode": matching(_is_mode, f"{', '.join(MODES)} (…)", 300),
            "check": FLAG,
        },
        required=["textStart", "mode"],
    )
)
PERSON = table(
    {
        "name": NAME,
        "anonymous": yes_or_no,
        "as_printed": NAMES,
        "affiliations": listed(LINE),
        "role": NAME,
        "related": LINE,
        "flag": FLAG,
    },
    required=["name"],
)
ASSESSMENT = table(
    {
        "date": DAY,
        "verdict": one_of(State.values),
        "by": NAME,
        "basis": LONG,
        "sources": listed(_work),
        "signed": NAME,
        "at": _moment,
        "credit": PATH,
        "story": PATH,
        "withdrawn": table({"at": _moment, "because": words(400)}, required=["at", "because"]),
    },
    required=["date", "verdict", "sources", "signed", "at"],
)
PROPOSAL = table(
    {
        "date": DATE,
        "verdict": NAME,
        "by": NAME,
        "basis": LONG,
        "source": ADDRESS,
        "outside_seed": yes_or_no,
        "status": one_of([PROPOSED, *AssessmentProposal.Outcome.values]),
        "note": LONG,
        "from": PATH,
        "answer": words(400),
    },
    required=["verdict", "source"],
)
CLAIM = table(
    {
        "id": KEY_NAME,
        "claim": words(2000),
        "modality": MODALITY,
        "layer": LAYER,
        "by": NAMES,
        "evidence": EVIDENCE,
        "state": one_of(State.values),
        "kind": words(60),
        "condition": LINE,
        "relation": table({"supports": KEY_NAME}),
        "flag": FLAG,
        "note": FLAG,
        "assessments": listed(ASSESSMENT),
        "proposed_assessments": listed(PROPOSAL),
    },
    required=["id", "claim"],
)
CLAIMS = listed(CLAIM)
OPTION = table(
    {
        "id": KEY_NAME,
        "action": words(400),
        "where": NAMES,
        "modality": MODALITY,
        "layer": LAYER,
        "brake": LINE,
        "evidence": EVIDENCE,
        "flag": FLAG,
    },
    required=["id", "action"],
)
SAID = listed(table({"text": LONG, "evidence": EVIDENCE}, required=["text"]))


def _group(value: object, path: str) -> dict[str, Any] | None:  # Any: JSON
    if path.count("subgroups[") > DEEPEST:
        problem = _("Groups may be nested {deepest} times and no deeper.")
        raise NotUnderstood(path, str(problem).format(deepest=DEEPEST))
    found: dict[str, Any] | None = GROUP(value, path)
    return found


GROUP: Reader = table(
    {
        "id": KEY_NAME,
        "label": words(400),
        "layer": LAYER,
        "aka": listed(LINE),
        "traits": listed(words(1000)),
        "threat_rank": table({"rank": whole_number(1, 99), "text": LINE}),
        "inner_quote": table({"by": NAME, "evidence": EVIDENCE}, required=["evidence"]),
        "options": listed(OPTION),
        "evidence": EVIDENCE,
        "mitigation": SAID,
        "examples": SAID,
        "amplifier": table(
            {"text": LONG, "modality": MODALITY, "figures": NAMES}, required=["text"]
        ),
        "advice": listed(words(1000)),
        "flag": FLAG,
        "claims": CLAIMS,
        "subgroups": listed(_group),
    },
    required=["id", "label"],
)
RIVAL = table(
    {
        "id": KEY_NAME,
        "by": NAME,
        "label": words(400),
        "layer": LAYER,
        "marker": LINE,
        "work": _work,
        "stated_in": LINE,
        "evidence": EVIDENCE,
        "claims": CLAIMS,
    }
)
OBSERVATION = table(
    {
        "date": DATE,
        "what": LONG,
        "effect": LINE,
        "source": ADDRESS,
        "outside_seed": yes_or_no,
        "status": one_of(ConditionObservation.Status.values),
    },
    required=["what"],
)
OUTLOOK = table(
    {
        "format": one_of([FORMAT]),
        "document": LINE,
        "id": NAME,
        "uuid": matching(_is_uuid, _("a UUID in small letters, with hyphens")),
        "title": NAME,
        "kind": words(60),
        "language": words(20),
        "stated_in": table(
            {
                "work": _work,
                "relayed_by": NAME,
                "relayed_in": _work,
                "on": DATE,
                "published": NAME,
            }
        ),
        "people": keyed(PERSON, _is_key, _KEY_ALLOWED),
        "attributed_to": NAMES,
        "horizon": table({"stated": NAME, "proxy": LINE, "note": LONG, "review_on": listed(DAY)}),
        "condition": table(
            {
                "text": LONG,
                "as_titled": table({"source": LINE, "story": LINE}),
                "note": LONG,
                "observations": listed(OBSERVATION),
            }
        ),
        "preface": CLAIMS,
        "groups": listed(_group),
        "cross_claims": CLAIMS,
        "handling_advice": listed(
            table(
                {"for": NAME, "advice": LONG, "status": MODALITY, "by": NAMES},
                required=["for", "advice"],
            )
        ),
        "rival_outlooks": listed(RIVAL),
        "caution": table(
            {"by": NAME, "text": LONG, "applies_to": LINE, "evidence": EVIDENCE},
            required=["text"],
        ),
    },
    required=["format", "title"],
)
