"""A story's quotations as W3C Web Annotations: what was found of the words in their source.

https://www.w3.org/TR/annotation-model/. No database. Positions count code points of the copy's
text (not of the live page), whose SHA-256 is given; the copy itself is not public.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pasquino.stories.feeds import absolute
from pasquino.stories.quotations_shown import QuotationShown

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 64  # characters given before and after the quoted words

Node = dict[str, Any]  # a JSON-LD object: texts, numbers, lists and nodes


def page(quotations: Sequence[QuotationShown], story: str, language: str) -> Node:
    """All quotations of the story at this path as one AnnotationPage."""
    address = absolute(story)
    return {
        "@context": CONTEXT,
        "id": f"{address}quotations.json",
        "type": "AnnotationPage",
        "items": [_annotation(quotation, address, language) for quotation in quotations],
    }


def _annotation(quotation: QuotationShown, address: str, language: str) -> Node:
    """A quotation: the words as they stand here, what was found, where they are from."""
    bodies = [
        {
            "type": "TextualBody",
            "purpose": "describing",
            "value": "\n\n".join(quotation.paragraphs),
            "language": language,
            "format": "text/plain",
        }
    ]
    if quotation.said:
        verdict = {"type": "TextualBody", "format": "text/plain"}
        bodies.append({**verdict, "purpose": "classifying", "value": quotation.said.verdict})
        bodies.append({**verdict, "purpose": "assessing", "value": quotation.said.line})
    return {
        "id": f"{address}#q{quotation.number}",
        "type": "Annotation",
        "motivation": "assessing" if quotation.said else "linking",
        "body": bodies,
        "target": _target(quotation, address),
    }


def _target(quotation: QuotationShown, address: str) -> Node:
    """The words in the source's copy; those of our own page where no source is known."""
    source = quotation.source
    where = quotation.link or (absolute(source.page) if source else "")
    if not where:
        return {"source": f"{address}", "selector": _fragment(quotation)}
    target: Node = {"source": where}
    if selectors := _selectors(quotation):
        target["selector"] = selectors
    if source and quotation.copy and not quotation.withheld:
        copy = quotation.copy
        target["state"] = {
            "type": "TimeState",
            "sourceDate": copy.at.isoformat(),
            "cached": absolute(f"{source.page}#copy-{copy.number}"),
        }
    return target


def _fragment(quotation: QuotationShown) -> Node:
    return {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
        "value": f"q{quotation.number}",
    }


def _selectors(quotation: QuotationShown) -> list[Node]:
    """The source's words with what stands around them, and their place in the copy's text."""
    kinds = [piece.kind for piece in quotation.context]
    if "quoted" not in kinds:
        return []
    start = min(start for start, _end in quotation.spans)
    end = max(end for _start, end in quotation.spans)
    position: Node = {"type": "TextPositionSelector", "start": start, "end": end}
    if "cut" in kinds:
        return [position]  # what is shown is not all that stands there
    first, last = kinds.index("quoted"), len(kinds) - 1 - kinds[::-1].index("quoted")
    texts = [piece.text for piece in quotation.context]
    quote: Node = {"type": "TextQuoteSelector", "exact": "".join(texts[first : last + 1])}
    if before := "".join(texts[:first]):
        quote["prefix"] = before[-AROUND:]
    if after := "".join(texts[last + 1 :]):
        quote["suffix"] = after[:AROUND]
    return [quote, position]
