"""How a work is cited elsewhere: CSL-JSON, BibTeX and RIS.

Each writer masks names first: once a name is turned round or part of a key, no gate finds it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pasquino.sources.masking import masked
from pasquino.sources.models import Work
from pasquino.sources.shown import name_of


@dataclass(frozen=True)
class Cited:
    """What is said of a work in a citation; `published` as exactly as it is known."""

    number: int
    kind: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    published: str
    language: str
    url: str

    @property
    def date_parts(self) -> list[int]:
        """Year, month, day, as far as they are known."""
        return [int(part) for part in self.published.split("-") if part.isdecimal()]


def of(work: Work) -> Cited:
    """A work as it is cited."""
    address = work.addresses.order_by("-is_canonical", "pk").first()
    authors = work.author_rows.select_related("party__same_as")
    return Cited(
        number=work.pk,
        kind=work.kind,
        title=str(work),
        authors=tuple(name_of(row.party) for row in authors),
        publisher=name_of(work.publisher) if work.publisher else "",
        published=work.published,
        language=work.language,
        url=address.url if address else "",
    )


def _as_public(cited: Cited) -> Cited:
    """With the names that are masked hidden (decision 0023)."""
    return replace(
        cited,
        title=masked(cited.title),
        authors=tuple(masked(name) for name in cited.authors),
        publisher=masked(cited.publisher),
    )


# https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
_CSL = {
    "article": "article-newspaper",
    "report": "report",
    "dataset": "dataset",
    "post": "post",
    "broadcast": "broadcast",
    "print": "article-newspaper",
    "interview": "interview",
}


def csl_item(cited: Cited) -> dict[str, object]:
    """The work as an item of CSL-JSON 1.0."""
    cited = _as_public(cited)
    item: dict[str, object] = {
        "id": f"source-{cited.number}",
        "type": _CSL.get(cited.kind, "document"),
        "title": cited.title,
        "author": [_csl_name(name) for name in cited.authors],
        "publisher": cited.publisher if cited.kind == "report" else "",
        "container-title": "" if cited.kind == "report" else cited.publisher,
        "issued": {"date-parts": [cited.date_parts]} if cited.date_parts else "",
        "language": cited.language,
        "URL": cited.url,
    }
    return {key: value for key, value in item.items() if value}


def _csl_name(name: str) -> dict[str, str]:
    """A name in its parts; the last word is the family's, which an editor can say better."""
    given, _, family = name.rpartition(" ")
    return {"family": family, "given": given} if given else {"literal": name}


def csl(cited: Cited) -> str:
    """A CSL-JSON document with this one item."""
    return csl_list([cited])


def csl_list(cited: Iterable[Cited]) -> str:
    """A CSL-JSON document with an item for each of these works."""
    items = [csl_item(one) for one in cited]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def bibtex(cited: Cited) -> str:
    """The work as an entry of BibTeX, in UTF-8 (biber reads it)."""
    cited = _as_public(cited)
    fields = {
        "title": f"{{{_bib(cited.title)}}}",
        "author": " and ".join(_bib(name) for name in cited.authors),
        "institution" if cited.kind == "report" else "journal": _bib(cited.publisher),
        "date": cited.published,
        "year": cited.published[:4],
        "langid": cited.language,
        "url": cited.url.replace("{", "%7B").replace("}", "%7D"),
    }
    kind = {"report": "techreport", "article": "article", "print": "article"}.get(
        cited.kind, "misc"
    )
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{_key(cited)},", *lines, "}", ""])


def _bib(text: str) -> str:
    """Text in which nothing is a command or ends a field."""
    text = " ".join(text.split()).replace("\\", "\\textbackslash ")
    text = text.replace("{", "\\{").replace("}", "\\}")
    return re.sub(r"(?<!\\)([#$%&_])", r"\\\1", text)


def _key(cited: Cited) -> str:
    """A key of ASCII letters, digits and dashes, unique by the number at its end."""
    family = cited.authors[0].split()[-1] if cited.authors else cited.publisher
    plain = unicodedata.normalize("NFKD", family).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z]", "", plain) or "source"
    return f"{name}{cited.published[:4]}-{cited.number}"


def ris(cited: Cited) -> str:
    """The work as a record of RIS; lines end with CR LF."""
    cited = _as_public(cited)
    kinds = {"article": "NEWS", "print": "NEWS", "report": "RPRT", "dataset": "DATA"}
    date = "/".join(cited.published.split("-"))
    lines = [
        ("TY", kinds.get(cited.kind, "GEN")),
        ("TI", cited.title),
        *(("AU", _inverted(name)) for name in cited.authors),
        ("PB" if cited.kind == "report" else "T2", cited.publisher),
        ("PY", cited.published[:4]),
        ("DA", date if date != cited.published[:4] else ""),
        ("LA", cited.language),
        ("UR", cited.url),
        ("ER", ""),
    ]
    written = [(tag, " ".join(value.split())) for tag, value in lines]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in written if value or tag == "ER")


def _inverted(name: str) -> str:
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}" if given else name


FORMS: dict[str, tuple[Callable[[Cited], str], str]] = {
    "json": (csl, "application/vnd.citationstyles.csl+json"),
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
}
