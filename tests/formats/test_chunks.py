"""Promises of the PNG chunks."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import Unreadable
from studio.formats import chunks
from studio.formats.chunks import Chunk


def png(*extra: Chunk) -> bytes:
    bare = chunks.SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\7")), (b"IEND", b"")
        )
    )
    return chunks.spliced(bare, extra)


@given(st.text(min_size=1, max_size=30).filter(lambda key: "\0" not in key), st.text().filter(lambda t: "\0" not in t))
def test_texts_come_back(key: str, value: str) -> None:
    found = chunks.texts(chunks.chunks(png(chunks.text(key, value))))
    name = key.encode("latin-1", "replace").decode("latin-1")
    assert found == {name: value.encode("utf-8", "replace").decode("utf-8") if not value.isascii() else value}


def test_latin_1_goes_to_text_that_all_programs_read() -> None:
    assert chunks.text("parameters", "Käse").kind == b"tEXt"
    assert chunks.text("parameters", "你好").kind == b"iTXt"


def test_packed_texts_are_read() -> None:
    packed = zlib.compress("grün".encode("latin-1"))
    international = zlib.compress("你好".encode())
    found = [Chunk(b"zTXt", b"a\0\0" + packed), Chunk(b"iTXt", b"b\0\1\0de\0B\0" + international)]
    assert chunks.texts(found) == {"a": "grün", "b": "你好"}


def test_a_text_bomb_is_left_out() -> None:
    bomb = zlib.compress(bytes(chunks.LARGEST_TEXT + 1), 9)
    assert chunks.texts([Chunk(b"zTXt", b"a\0\0" + bomb)]) == {}


def test_profile_and_resolution_come_back() -> None:
    found = chunks.chunks(png(chunks.profile_chunk(b"profile"), chunks.resolution_chunk((300, 72))))
    assert chunks.profile(found) == b"profile"
    assert chunks.resolution(found) == pytest.approx((300, 72), abs=0.02)


def test_a_wrong_checksum_is_damage() -> None:
    data = bytearray(png(chunks.text("a", "hello")))
    data[data.index(b"hello")] ^= 1
    with pytest.raises(Unreadable, match="checksums"):
        chunks.chunks(bytes(data))


def test_every_cut_is_noticed() -> None:
    data = png(chunks.text("a", "hello"))
    for length in range(33, len(data)):
        with pytest.raises(Unreadable):
            chunks.chunks(data[:length])


def test_animations_tell_their_frames() -> None:
    assert chunks.frames([Chunk(b"acTL", struct.pack(">II", 12, 0))]) == 12
    assert chunks.frames([]) == 1


def test_a_header_of_something_else_is_damage() -> None:
    with pytest.raises(Unreadable):
        chunks.header(b"\x89PNG\r\n\x1a\n" + bytes(20))
    assert chunks.header(png())[:2] == (1, 1)
