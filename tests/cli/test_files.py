"""convert and info on real files."""

from __future__ import annotations

import io
import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.__main__ import main

PICTURE = np.random.default_rng(3).integers(0, 256, (20, 30, 3), np.uint8)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.png"
    cv2.imwrite(str(path), PICTURE)
    return path


@pytest.mark.parametrize("suffix", [".tif", ".webp", ".ora", ".bmp", ".avif", ".jpg"])
def test_convert_writes_what_can_be_read_again(source: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = source.with_suffix(suffix)
    assert main(["convert", str(source), str(out)]) == 0
    assert main(["info", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["width"], told["height"]) == (30, 20)


def test_info_in_words_names_size_and_profile(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(source)]) == 0
    said = capsys.readouterr().out
    assert "width: 30" in said
    assert "profile: sRGB" in said


def test_streams_stand_for_files(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Streams:
        stdin = io.TextIOWrapper(io.BytesIO(source.read_bytes()))
        stdout = io.TextIOWrapper(io.BytesIO())

    monkeypatch.setattr("sys.stdin", Streams.stdin)
    monkeypatch.setattr("sys.stdout", Streams.stdout)
    assert main(["convert", "-", "-", "--quiet"]) == 0
    written = np.frombuffer(Streams.stdout.buffer.getvalue(), np.uint8)  # type: ignore[attr-defined]
    assert np.array_equal(cv2.imdecode(written, cv2.IMREAD_COLOR), PICTURE)


def test_what_is_no_picture_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "in.png"
    wrong.write_bytes(b"not a picture at all")
    assert main(["convert", str(wrong), str(tmp_path / "out.png")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["info", str(tmp_path / "gone.png")]) == 2


def test_what_is_very_long_is_cut_for_people_and_whole_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from studio.formats.files import export

    export(tmp_path / "a.png", np.full((4, 4, 4), 255, np.uint8), job={"task": "sample", "latent": "A" * 900})
    assert main(["info", str(tmp_path / "a.png")]) == 0
    said = capsys.readouterr().out
    assert "…" in said
    assert "A" * 500 not in said
    assert main(["info", str(tmp_path / "a.png"), "--json"]) == 0
    assert "A" * 900 in capsys.readouterr().out
