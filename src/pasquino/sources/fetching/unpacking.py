"""Unpacking what was received, never further than a limit: 10 MB of gzip can hold 10 GB."""

from __future__ import annotations

import zlib
from collections.abc import Callable

MOST_LAYERS = 2
MOST_MEMBERS = 1_000  # gzip files one behind the other; whoever packs in parts makes some hundred
PIECE = 65_536  # bytes

Unpacker = Callable[[bytes, int], bytes]


class TooLarge(ValueError):
    """Unpacked it is more than is taken."""


class CannotUnpack(ValueError):
    """It is packed in a way that nobody announced, or damaged."""


def unpacked(data: bytes, encodings: str, limit: int) -> bytes:
    """The data behind a `Content-Encoding` such as `gzip` or `deflate, br`.

    Raises TooLarge above `limit` bytes, CannotUnpack for what is damaged or unknown.
    """
    layers = [name.strip().lower() for name in encodings.split(",")]
    layers = [name for name in layers if name not in ("", "identity")]
    if len(layers) > MOST_LAYERS:
        raise CannotUnpack
    for name in reversed(layers):
        if data:
            data = _layer(name)(data, limit)
    if len(data) > limit:
        raise TooLarge
    return data


def _layer(name: str) -> Unpacker:
    unpackers: dict[str, Unpacker] = {
        "gzip": _gunzip, "x-gzip": _gunzip, "deflate": _inflate, "br": _brotli
    }  # fmt: skip
    if name not in unpackers:
        raise CannotUnpack
    return unpackers[name]


def _gunzip(data: bytes, limit: int) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data  # some servers announce it and send plain text; browsers take that
    found, at = bytearray(), 0
    for _ in range(MOST_MEMBERS):
        part, at = _zlib(data, at, limit - len(found), zlib.MAX_WBITS | 16)
        found += part
        if not data.startswith(b"\x1f\x8b", at):
            return bytes(found)
    raise TooLarge


def _inflate(data: bytes, limit: int) -> bytes:
    try:
        return _zlib(data, 0, limit, zlib.MAX_WBITS)[0]
    except CannotUnpack:
        return _zlib(data, 0, limit, -zlib.MAX_WBITS)[0]  # without zlib's header, as some send it


def _zlib(data: bytes, at: int, limit: int, bits: int) -> tuple[bytes, int]:
    """The member that begins at `at` unpacked, and where it ends; nothing behind it is copied."""
    unpacker = zlib.decompressobj(bits)
    found = bytearray()
    try:
        while at < len(data) and not unpacker.eof:
            waiting = data[at : at + PIECE]
            at += len(waiting)
            while waiting and not unpacker.eof:
                found += unpacker.decompress(waiting, PIECE)
                waiting = unpacker.unconsumed_tail
                if len(found) > limit:
                    raise TooLarge
    except zlib.error:
        raise CannotUnpack from None
    if not unpacker.eof:
        raise CannotUnpack
    return bytes(found), at - len(unpacker.unused_data)


def _brotli(data: bytes, limit: int) -> bytes:
    import brotli

    unpacker = brotli.Decompressor()
    found = bytearray()
    try:
        found += unpacker.process(data, output_buffer_limit=PIECE)
        while not unpacker.is_finished():
            piece = unpacker.process(b"", output_buffer_limit=PIECE)
            found += piece
            if len(found) > limit:
                raise TooLarge
            if not piece and unpacker.can_accept_more_data():
                raise CannotUnpack
    except brotli.error:
        raise CannotUnpack from None
    return bytes(found)
