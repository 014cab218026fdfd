"""Passages in several languages, which the bench uses too."""

from __future__ import annotations

import re
from importlib import resources

FOLDER = resources.files("pasquino.cli.bench") / "passages"
PASSAGES = {
    file.name[:2]: file.read_text("utf-8")
    for file in FOLDER.iterdir()
    if file.name.endswith(".txt")
}


def sentences(language: str) -> list[str]:
    """The passage's sentences, roughly."""
    text = " ".join(PASSAGES[language].split())
    found = re.findall(r"[^.!?。？؟]+(?:\.\d[^.!?]*)*[.!?。？؟]", re.sub(r"[«»“”„「」]", "", text))
    return [sentence.strip() for sentence in found if len(sentence) > 12]
