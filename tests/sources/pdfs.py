"""Small PDF files, written by hand."""

from __future__ import annotations

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[1/fi/fl]>>>>"


def pdf(*pages: list[bytes], extra: bytes = b"") -> bytes:
    """A PDF with these lines on its pages; the bytes 1 and 2 are the ligatures fi and fl."""
    count = len(pages)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(en-GB)>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        FONT,
    ]
    for number, lines in enumerate(pages):
        shown = b" T* ".join(b"(%s) Tj" % line for line in lines)
        drawn = b"BT /F1 12 Tf 14 TL 72 720 Td " + shown + b" ET" if lines else b"0 0 9 9 re f"
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % (5 + 2 * number),
            b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        ]
    objects += [b"<</Title(The harbour)/Author(Ana Silva)>>"]
    return _file(objects, extra)


def _file(objects: list[bytes], extra: bytes) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"<</Size %d/Root 1 0 R/Info %d 0 R%s>>" % (size, len(objects), extra)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return data + head + table + b"trailer" + trailer + b"\nstartxref\n%d\n%%%%EOF" % len(data)
