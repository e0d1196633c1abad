"""House rules of formats: each says all that dialogs, sniffing and writing need."""

from __future__ import annotations

import pytest

from studio.formats import files
from studio.formats.format import Flat, Format


@pytest.mark.parametrize("known", files.formats(), ids=lambda known: known.id)
def test_a_format_is_complete(known: Format) -> None:
    assert known.id == known.id.lower()
    assert known.title
    assert known.mime.startswith("image/")
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in known.suffixes)
    assert known.read or known.read_document
    assert known.write or known.write_document
    assert known.measure
    assert not known.sniff(b"")
    assert not known.sniff(b"just a letter to a friend, nothing to be seen in it, nothing at all")


def test_no_suffix_belongs_to_two() -> None:
    suffixes = files.readable_suffixes()
    assert len(suffixes) == len(set(suffixes))


def test_all_that_were_promised_are_there() -> None:
    assert {known.id for known in files.formats()} >= {"png", "jpeg", "webp", "tiff", "bmp", "gif", "avif", "ora"}


def test_a_flat_picture_is_srgb_without_notes_unless_told() -> None:
    import numpy as np

    flat = Flat(np.zeros((1, 1, 4), np.uint8))
    assert flat.icc is None
    assert flat.metadata == {}
