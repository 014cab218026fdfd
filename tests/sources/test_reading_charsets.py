"""A page's letters are the right ones, whatever is said about its charset."""

from __future__ import annotations

import codecs

import pytest

from pasquino.sources.reading import read
from pasquino.sources.reading.charsets import codec, decode

pytestmark = pytest.mark.once  # no database

SAID = {
    "utf-8": "Češi i Русские – «да», 日本語。 Grüße überall, naïve cafés.",
    "windows-1252": "Der Minister sagte: “Wir prüfen das” – für 5 € geht vieles, naïve Idee.",
    "windows-1251": "Министр заявил, что правительство не изменит своего решения. Это не так.",
    "koi8-r": "Министр заявил, что правительство не изменит своего решения. Это не так.",
    "shift_jis": "政府は、この問題について決定を変更しないと述べた。これは事実ではない。",
    "euc-jp": "政府は、この問題について決定を変更しないと述べた。これは事実ではない。",
    "gb18030": "部长表示，政府不会改变对这个问题的决定。这不是事实。记者会在北京举行。",
    "big5": "部長表示，政府不會改變對這個問題的決定。這不是事實。記者會在台北舉行。",
    "euc-kr": "장관은 정부가 이 문제에 대한 결정을 바꾸지 않을 것이라고 말했다. 이것은 거짓이다.",
    "windows-1256": "قال الوزير إن الحكومة لن تغير قرارها في هذه المسألة. وهذا ليس صحيحا.",
    "iso-8859-7": "Ο υπουργός είπε ότι η κυβέρνηση δεν θα αλλάξει την απόφασή της για αυτό.",
    "windows-1250": "Minister powiedział, że rząd nie zmieni swojej decyzji w sprawie. Źdźbło.",
}
LANGUAGES = {"windows-1250": "pl"}  # without it, nobody can tell it from windows-1252


def written(charset: str, meta: str = "") -> bytes:
    language = LANGUAGES.get(charset, "")
    words = f"<p>{SAID[charset]}</p>" * 2
    page = f"<!doctype html><html lang='{language}'><head>{meta}<title>a</title></head>{words}"
    return page.encode(charset)


@pytest.mark.parametrize("charset", SAID)
def test_the_header_is_believed(charset: str) -> None:
    reading = read(written(charset), content_type=f"text/html; charset={charset.upper()}")

    assert SAID[charset] in reading.text


@pytest.mark.parametrize("charset", SAID)
@pytest.mark.parametrize(
    "meta",
    ["<meta charset='{}'>", "<meta http-equiv=Content-Type content='text/html; charset={}'>"],
)
def test_the_page_is_believed(charset: str, meta: str) -> None:
    assert SAID[charset] in read(written(charset, meta.format(charset))).text


@pytest.mark.parametrize("charset", SAID)
def test_a_charset_that_nobody_names_is_found_out(charset: str) -> None:
    assert SAID[charset] in read(written(charset)).text


@pytest.mark.parametrize("charset", SAID)
@pytest.mark.parametrize("lie", ["utf-8", "iso-8859-1", "us-ascii"])
def test_a_header_that_lies_is_found_out(charset: str, lie: str) -> None:
    assert SAID[charset] in read(written(charset), content_type=f"text/html; charset={lie}").text


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "shift_jis", "gb18030"])
def test_a_server_with_one_charset_for_all_pages_does_not_outweigh_the_page(charset: str) -> None:
    data = written(charset, f"<meta charset={charset}>")

    assert SAID[charset] in read(data, content_type="text/html; charset=iso-8859-1").text


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_outweighs_all(mark: bytes, charset: str) -> None:
    data = mark + "<meta charset=latin-1><p>Grüße, 日本".encode(charset)

    reading = read(data, content_type="text/html; charset=koi8-r")

    assert (reading.text, reading.charset) == ("Grüße, 日本", charset)


def test_latin_1_is_what_browsers_take_it_for() -> None:
    reading = read(b"<p>\x93Yes\x94 \x96 \x80 5", content_type="text/html; charset=ISO-8859-1")

    assert reading.text == "“Yes” – € 5"


def test_one_wrong_byte_does_not_change_the_letters_of_a_page() -> None:
    data = ("<p>" + SAID["utf-8"] * 5).encode() + b"\xff<p>Schluss."

    reading = read(data, content_type="text/html; charset=utf-8")

    assert SAID["utf-8"] in reading.text
    assert reading.charset == "utf-8"


def test_an_xml_declaration_is_read() -> None:
    data = "<?xml version='1.0' encoding='windows-1251'?><html><p>Это не так."

    assert read(data.encode("windows-1251")).text == "Это не так."


@pytest.mark.parametrize("charset", SAID)
def test_plain_text_is_decoded_too(charset: str) -> None:
    reading = read(SAID[charset].encode(charset), content_type=f"text/plain; charset={charset}")

    assert reading.text == SAID[charset]


@pytest.mark.parametrize("label", ["rot13", "zlib", "utf-7", "idna", "unicode_escape", "x", ""])
def test_a_page_cannot_choose_any_codec(label: str) -> None:
    assert codec(label) == ""
    assert decode(b"<p>Words.", f"text/html; charset={label}")[0] == "<p>Words."


@pytest.mark.parametrize("data", [b"\x80" * 50, b"<" * 300_000 + b"\xff\x81", b"\xff\xfe\x00"])
def test_any_bytes_can_be_decoded(data: bytes) -> None:
    assert isinstance(decode(data)[0], str)
