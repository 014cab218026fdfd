"""Every word a page shows can be translated: none stands in a template outside gettext."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pasquino

pytestmark = pytest.mark.once

PACKAGE = Path(pasquino.__file__).parent
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
# Words that are the same in every language, or that only machines read.
UNTRANSLATED = {"Pasquino", "BibTeX", "CSL", "CSV", "HTTP", "JSON", "LD", "RIS", "SHA", "fig"}
SHOWN_ATTRIBUTES = ("alt", "title", "placeholder", "aria-label")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_word_stands_outside_gettext(template: Path) -> None:
    source = template.read_text(encoding="utf-8")

    found = [word for text in shown(source) for word in re.findall(r"[^\W\d_]{2,}", text)]

    assert [word for word in found if word not in UNTRANSLATED] == []


def shown(source: str) -> list[str]:
    """The texts and the read-out attributes of a template, without what gettext translates."""
    bare = re.sub(r"{%\s*comment.*?endcomment\s*%}|<!--.*?-->|{#.*?#}", " ", source, flags=re.S)
    bare = re.sub(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", " ", bare, flags=re.S)
    bare = re.sub(r"{%\s*block kind\s*%}.*?{%\s*endblock", "{%", bare)  # names of classes
    bare = re.sub(r"{%.*?%}|{{.*?}}", " ", bare, flags=re.S)
    bare = re.sub(r"<(code|script|style)\b.*?</\1>", " ", bare, flags=re.S)
    attributes = [
        value for name in SHOWN_ATTRIBUTES for value in re.findall(rf'\b{name}="([^"]*)"', bare)
    ]
    return [re.sub(r"<[^>]*>|&\w+;", " ", bare), *attributes]
