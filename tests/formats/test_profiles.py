"""Promises of colour profiles."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from studio.formats import files, profiles
from studio.formats.format import Flat


def grey_profile(gamma: float) -> bytes:
    """A version 2 grey profile of one gamma, after ICC.1:2001."""
    curve = b"curv" + bytes(4) + (1).to_bytes(4, "big") + round(gamma * 256).to_bytes(2, "big") + bytes(2)
    text = b"desc" + bytes(4) + (5).to_bytes(4, "big") + b"Grey\0" + bytes(78 + 1)
    white = b"XYZ " + bytes(4) + b"".join(round(v * 65536).to_bytes(4, "big") for v in (0.9642, 1.0, 0.8249))
    parts, table, at = [text, white, curve], b"", 128 + 4 + 3 * 12
    for name, part in zip((b"desc", b"wtpt", b"kTRC"), parts, strict=True):
        table += name + at.to_bytes(4, "big") + len(part).to_bytes(4, "big")
        at += len(part)
    body = (3).to_bytes(4, "big") + table + b"".join(parts)
    head = bytearray(128)
    head[0:4] = (128 + len(body)).to_bytes(4, "big")
    head[8:12], head[12:16], head[16:20], head[20:24] = b"\2\x40\0\0", b"mntr", b"GRAY", b"XYZ "
    head[36:40] = b"acsp"
    head[68:80] = b"".join(round(v * 65536).to_bytes(4, "big") for v in (0.9642, 1.0, 0.8249))
    return bytes(head) + body


def test_only_rgb_profiles_are_kept(icc: bytes) -> None:
    assert profiles.kept(icc) == icc
    assert profiles.kept(grey_profile(2.2)) is None
    assert profiles.kept(b"nonsense") is None
    assert profiles.kept(None) is None


def test_profiles_say_what_they_are(icc: bytes) -> None:
    assert profiles.space(icc) == "RGB"
    assert profiles.space(grey_profile(2.2)) == "GRAY"
    assert "sRGB" in profiles.description(icc)
    assert profiles.description(None) == "sRGB"
    assert profiles.description(b"nonsense") == "unknown profile"


def test_grey_without_profile_is_repeated() -> None:
    grey = np.arange(12, dtype=np.uint16).reshape(3, 4)
    assert (profiles.grey_to_rgb(grey, None) == grey[..., None]).all()


def test_a_grey_profile_is_a_curve_at_both_depths() -> None:
    """Linear grey: half the light is sRGB 188 (IEC 61966-2-1)."""
    linear = grey_profile(1.0)
    eight = profiles.grey_to_rgb(np.array([[0, 128, 255]], np.uint8), linear)
    assert eight[0, 0].tolist() == [0, 0, 0]
    assert abs(int(eight[0, 1, 1]) - 188) <= 1
    assert eight[0, 2].tolist() == [255, 255, 255]
    sixteen = profiles.grey_to_rgb(np.array([[0, 128 * 257, 65535]], np.uint16), linear)
    assert abs(int(sixteen[0, 1, 1]) - 188 * 257) <= 257
    assert sixteen.dtype == np.uint16


def test_printing_colours_become_rgb() -> None:
    image = Image.new("CMYK", (2, 2), (0, 0, 0, 0))
    assert np.asarray(profiles.to_srgb(image, b"nonsense")).tolist() == [[[255] * 3] * 2] * 2
    assert profiles.to_srgb(Image.new("LAB", (2, 2), (255, 0, 0)), None).mode == "RGB"


def test_real_profiles_go_from_file_to_file(assets: Path, tmp_path: Path) -> None:
    found = sorted(assets.rglob("*.icc"))
    assert found
    for profile in found:
        for known in files.writable():
            if known.id in ("bmp", "gif"):
                continue
            path = tmp_path / f"a{known.suffixes[0]}"
            files.export(path, Flat(np.full((8, 8, 4), 255, np.uint8), profile.read_bytes()))
            assert files.open_flat(path).icc == profile.read_bytes(), (known.id, profile.name)
