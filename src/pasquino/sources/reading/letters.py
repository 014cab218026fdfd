"""Single characters of a page's text: what is thrown away, and what stands for something else."""

from __future__ import annotations

import re

_SUPERSCRIPTS = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
# Invisible: soft hyphen, zero-width space, word joiner, byte order mark, controls. The joiners
# U+200C and U+200D stay: Persian, Hindi and others are misspelled without them.
_CLEANED: dict[int, str | None] = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFE), None)
_CLEANED |= {code: None for code in range(0x20) if chr(code) not in "\t\n\r\f"} | {0x7F: None}
# HTML says that references to C1 controls mean the letters windows-1252 has there.
_CLEANED |= {code: bytes((code,)).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}
_SPACES = re.compile(r"[ \t\n\r\f]+")


def clean(text: str) -> str:
    """The text without invisible characters and controls."""
    return text.translate(_CLEANED)


def spaced(text: str) -> str:
    """Each run of spaces and line breaks as one space, as browsers show it."""
    return _SPACES.sub(" ", text)


def raised(text: str) -> str:
    """Digits as superscript characters, so that 10⁶ is not read as 106."""
    return text.translate(_SUPERSCRIPTS)
