"""Which letters the bytes of a page stand for.

The order is that of the WHATWG Encoding and HTML Standards (byte order mark, header, `<meta>` in
the first bytes, XML declaration), with one difference: who declares a charset is not believed
when the bytes say otherwise. A wrong guess was the largest single cause of false alarms about
quotations that was measured.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

PRESCANNED = 4096  # bytes; the standard asks for 1024, real pages come later
DETECTED_IN = 200_000  # bytes that detection looks at

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Python's name of a codec → the one the Encoding Standard uses for its labels. What is not here
# (rot13, utf-7, punycode ...) no page may choose.
_CODECS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874",
    "iso8859-11": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "big5": "big5hkscs", "cp950": "big5hkscs", "utf-16": "utf-16-le",
    "mac-roman": "mac_roman", "mac-cyrillic": "mac_cyrillic", "euc_jis_2004": "euc_jp",
    "euc_jisx0213": "euc_jp", "shift_jis_2004": "cp932", "shift_jisx0213": "cp932",
} | {
    name: name
    for name in (
        "utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp",
        "koi8-r", "koi8-u", "cp866", "cp874", "cp932", "cp949",
        *(f"cp{number}" for number in range(1250, 1259)),
        *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    )
}  # fmt: skip
# The standard's labels that Python does not know under any name.
_LABELS = {
    "x-sjis": "cp932", "windows-31j": "cp932", "ks_c_5601-1987": "cp949", "windows-949": "cp949",
    "x-gbk": "gbk", "x-x-big5": "big5", "x-euc-jp": "euc_jp", "windows-874": "cp874",
    "dos-874": "cp874", "macintosh": "mac-roman", "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic", "logical": "iso8859-8", "iso-8859-8-i": "iso8859-8",
    "unicode-1-1-utf-8": "utf-8", "utf8mb4": "utf-8",
    **{f"x-cp{number}": f"cp{number}" for number in range(1250, 1259)},
}  # fmt: skip

_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_LANGUAGE = re.compile(rb"<html[^>]{0,500}?\blang\s*=\s*[\"']?([a-z]{2})", re.IGNORECASE)
_LATIN = {
    "cp1250": ("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"),
    "cp1254": ("az", "ku", "tr"),
    "cp1257": ("et", "lt", "lv"),
    "cp1258": ("vi",),
}
_NOT_LATIN = frozenset(_CODECS.values()).difference(
    ("cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "mac_roman"),
    (f"iso8859-{number}" for number in (2, 3, 4, 10, 13, 14, 15, 16)),
)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_UTF_8_SEQUENCE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
# What another alphabet looks like when it is read as Latin: letters with marks in a row, or signs
# glued to words ("zmieni³").
_GARBLED = re.compile("[\u0080-\u024f]{4,}|(?<=[a-z])[¡-©¬¯±-³¶¸¹¼-¿]")
_TAG = re.compile(rb"<(?:script|style)\b.*?</(?:script|style)|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_UNDEFINED = re.compile("[\x80-\x9f\ufffd]")


def decode(data: bytes, content_type: str = "") -> tuple[str, str]:
    """The text of these bytes, and Python's name of the codec that was used; never raises."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), name
    declared = list(dict.fromkeys(_declared(data, content_type)))
    name = _believed(data, declared)
    return data.decode(name, "replace"), name


def codec(label: str) -> str:
    """Python's codec for a charset's label in a page; nothing where pages may not use it."""
    label = label.strip().lower()
    try:
        return _CODECS.get(codecs.lookup(_LABELS.get(label, label)).name, "")
    except (LookupError, ValueError):
        return ""


def _declared(data: bytes, content_type: str) -> Iterator[str]:
    """What header, page and XML declaration say, in the order of their weight."""
    if (found := _HEADER.search(content_type)) and (name := codec(found[1])):
        yield name
    head = _COMMENT.sub(b"", data[:PRESCANNED])
    for pattern in (_META, _DECLARATION):
        if (said := pattern.search(head)) and (name := codec(said[1].decode("ascii", "replace"))):
            # Who can read "utf-16" in single bytes does not read UTF-16 (the HTML Standard).
            yield "utf-8" if name.startswith("utf-16") else name


def _believed(data: bytes, declared: list[str]) -> str:
    """The codec whose text is text: declared ones first, then what detection says."""
    if _is_utf_8(data, declared):
        return "utf-8"
    for name in declared:
        if _reads_well(data, name):
            return name
    if not declared and data.isascii():
        return "utf-8"
    if "utf-8" in declared and _mostly_utf_8(data):
        return "utf-8"
    detected = _detected(data)
    if detected and _reads_well(data, detected):
        return detected
    return next((name for name in declared if name != "utf-8"), detected or "cp1252")


def _is_utf_8(data: bytes, declared: list[str]) -> bool:
    """Whether the bytes can hardly be anything but UTF-8, whatever is declared.

    Text of a single-byte charset is practically never valid UTF-8; a few characters of GBK or
    Shift_JIS can be, so many are asked for before such a declaration is disbelieved.
    """
    if data.isascii():
        return "utf-8" in declared[:1]
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    asian = declared and declared[0] in ("gb18030", "cp932", "cp949", "big5hkscs", "euc_jp")
    return not asian or sum(1 for _ in _UTF_8_SEQUENCE.finditer(data, 0, DETECTED_IN)) >= 20  # noqa: PLR2004 - by chance 20 in a row do not happen


def _mostly_utf_8(data: bytes) -> bool:
    """Whether this is UTF-8 with damage here and there."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 20 <= sum(1 for letter in text if letter > "\x7f")


def _reads_well(data: bytes, name: str) -> bool:
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        # Some bytes have no letter in windows-1252; one of them does not refute a declaration.
        text = data.decode(name, "replace")
        if text.count("\ufffd") * 1000 > len(text) or name in ("utf-8", "utf-16-le", "utf-16-be"):
            return False
    sample = text[:DETECTED_IN]
    if len(_UNDEFINED.findall(sample)) * 200 > len(sample):
        return False
    garbled = sum(len(run) for run in _GARBLED.findall(sample))
    foreign = sum(1 for letter in sample if letter > "\x7f")
    return garbled * 4 <= foreign or garbled < 12  # noqa: PLR2004 - three short words


def _detected(data: bytes) -> str:
    """What the bytes look like; where that is one of the Latin charsets, the likeliest of them.

    Detection tells Cyrillic from Greek or Japanese, but hardly windows-1252 from windows-1250:
    there the page's language decides, as it does in browsers.
    """
    from charset_normalizer import from_bytes

    best = from_bytes(_TAG.sub(b" ", data[:DETECTED_IN])).best()
    name = codec(best.encoding) if best else ""
    if name in _NOT_LATIN:
        return name
    language = _LANGUAGE.search(data[:PRESCANNED])
    spoken = language[1].decode("ascii").lower() if language else ""
    return next((name for name, spoke in _LATIN.items() if spoken in spoke), "cp1252")
