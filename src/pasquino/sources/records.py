"""Records of what was fetched, as web archives keep them (WARC 1.1, ISO 28500:2017)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pasquino import __version__
from pasquino.sources.fetching.shapes import Exchange, Fetched, Headers


@dataclass(frozen=True, slots=True)
class Record:
    """One record: a request or an answer. `digest` is of the body (`sha1:...`, in base 32)."""

    kind: str  # request, response, warcinfo
    url: str
    at: datetime
    first_line: str  # `GET / HTTP/1.1`, `HTTP/1.1 200 OK`; empty for warcinfo
    headers: Headers
    body: bytes
    digest: str


def warc_record(fetched: Fetched) -> bytes:
    """All exchanges of a fetch in one gzip WARC file, each record packed by itself.

    Bodies stand as they were received, still packed by their `Content-Encoding`; headers that
    would be untrue of them (the framing of chunks, the length of a body that was not read) are
    kept under `X-Archive-Orig-`. Empty where there is nothing to keep.
    """
    from warcio.warcwriter import WARCWriter

    if not fetched.exchanges:
        return b""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True, warc_version="1.1")
    about = {"software": f"Pasquino/{__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record("capture.warc.gz", about))
    for exchange in fetched.exchanges:
        _write(writer, exchange)
    return file.getvalue()


def read_back(data: bytes) -> tuple[Record, ...]:
    """The records in a WARC file, in its order. Raises ValueError for what is none."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        return tuple(map(_record, ArchiveIterator(io.BytesIO(data), check_digests="raise")))
    except ArchiveLoadFailed as problem:
        raise ValueError(f"This is no whole WARC file: {problem}") from problem


def _write(writer: Any, exchange: Exchange) -> None:  # Any: warcio has no types
    from warcio.statusandheaders import StatusAndHeaders

    answered = StatusAndHeaders(
        f"{exchange.status} {exchange.phrase}", _true_headers(exchange), protocol="HTTP/1.1"
    )
    said = {
        "WARC-Date": exchange.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "WARC-IP-Address": exchange.address,
    }
    make = writer.create_warc_record
    response = make(
        exchange.url,
        "response",
        payload=io.BytesIO(exchange.body),
        http_headers=answered,
        warc_headers_dict=said,
    )
    line = StatusAndHeaders(exchange.request, list(exchange.request_headers), is_http_request=True)
    request = make(exchange.url, "request", http_headers=line, warc_headers_dict=dict(said))
    writer.write_request_response_pair(request, response)


def _true_headers(exchange: Exchange) -> list[tuple[str, str]]:
    untrue = {"transfer-encoding"}
    lengths = [value for name, value in exchange.headers if name.lower() == "content-length"]
    if lengths != [str(len(exchange.body))]:
        untrue.add("content-length")
    return [
        (f"X-Archive-Orig-{name}" if name.lower() in untrue else name, value)
        for name, value in exchange.headers
    ]


def _record(found: Any) -> Record:  # Any: as above
    headers = found.rec_headers
    http = found.http_headers
    line = "" if http is None else f"{http.protocol} {http.statusline}"
    return Record(
        kind=found.rec_type,
        url=headers.get_header("WARC-Target-URI") or "",
        at=datetime.fromisoformat(headers.get_header("WARC-Date")),
        first_line=line,
        headers=() if http is None else tuple(http.headers),
        body=found.raw_stream.read(),
        digest=headers.get_header("WARC-Payload-Digest") or "",
    )
