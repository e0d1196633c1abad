"""animate: a timeline becomes a film, the same one every time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
from PIL import Image

from studio.__main__ import main

SMILE = {"kind": "slider", "target": "smile", "keys": [{"frame": 0, "value": -1.0}, {"frame": 9, "value": 1.0}]}
FILM: dict[str, Any] = {"timeline": 1, "fps": 12, "length": 10, "source": {"model": "tiny-vae"}, "tracks": [SMILE]}


def run(*words: object) -> int:
    return main([str(word) for word in words])


def written(files: Path, film: dict[str, Any], name: str = "film.json") -> Path:
    (files / name).write_text(json.dumps(film))
    return files / name


def pictures(path: Path) -> list[np.ndarray]:
    with Image.open(path) as film:
        found = []
        for number in range(film.n_frames):
            film.seek(number)
            found.append(np.array(film.convert("RGBA")))
    return found


def test_a_film_has_all_its_frames_at_its_speed_and_tells_its_job(files: Path, vae: Path) -> None:
    out = files / "film.mp4"
    assert run("animate", written(files, FILM), "--models", vae, "--seed", 3, "-o", out, "--quiet") == 0
    with av.open(str(out)) as film:
        assert film.streams.video[0].average_rate == 12
        assert len(list(film.decode(video=0))) == 10
        film.seek(0)
        told = json.loads(film.metadata["comment"])
    assert told["task"] == "animate"
    assert told["timeline"]["tracks"][0]["target"] == "smile"


def test_a_film_from_its_json_has_the_same_frames(files: Path, vae: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--models", vae, "--seed", 3, "--size", "48x32", "--first", 2, "--last", 6, "-o", files / "a.apng")
    assert run("animate", written(files, FILM), *words, "--json") == 0
    (files / "job.json").write_text(capsys.readouterr().out)
    assert run("run", files / "job.json", "--models", vae, "-o", files / "b.apng", "--quiet") == 0
    one, two = pictures(files / "a.apng"), pictures(files / "b.apng")
    assert len(one) == 5
    assert one[0].shape == (32, 48, 4)
    assert all((a == b).all() for a, b in zip(one, two, strict=True))
    assert not (one[0] == one[4]).all()


def test_layers_of_a_document_move_without_a_model(files: Path) -> None:
    film = {"timeline": 1, "length": 4, "document": "in.ora", "tracks": [
        {"kind": "opacity", "target": "in", "keys": [{"frame": 0, "value": 0}, {"frame": 3, "value": 1}]}]}
    assert run("convert", files / "in.png", files / "in.ora", "--quiet") == 0
    from studio.formats import files as reading

    name = reading.open_document(files / "in.ora").root.children[0].name
    film["tracks"][0]["target"] = name  # type: ignore[index]
    assert run("animate", written(files, film), "-o", files / "film.apng", "--quiet") == 0
    made = pictures(files / "film.apng")
    assert len(made) == 4
    assert made[0][..., 3].max() == 0
    assert (made[3][..., :3] == cv2.imread(str(files / "in.png"))[..., ::-1]).all()


def test_stills_and_sheets_are_asked_for_by_name(files: Path, vae: Path) -> None:
    path = written(files, FILM)
    words = ("--models", vae, "--seed", 3, "--quiet")
    assert run("animate", path, *words, "--as", "stills", "-o", files / "frames") == 0
    assert len(list((files / "frames").glob("frame-*.png"))) == 10
    assert run("animate", path, *words, "--as", "sheet", "-o", files / "sheet.png") == 0
    assert cv2.imread(str(files / "sheet.png")) is not None


@pytest.mark.parametrize(
    ("film", "words", "said"),
    [
        (FILM, (), "begins with"),
        (FILM, ("--seed", 1, "--last", 10), "frames 0 to 9"),
        (FILM, ("--seed", 1, "--as", "film"), "no format of films"),
        ({"tracks": []}, (), "no timeline"),
        (FILM | {"source": {"model": "nobody"}}, (), "nobody"),
        (FILM | {"tracks": [{**SMILE, "target": "wings"}]}, ("--seed", 1), "no slider called"),
        ({"timeline": 1, "tracks": [{"kind": "opacity", "target": "Hat", "keys": [{"frame": 0, "value": 1}]}]}, (),
         "“Hat”"),
    ],
)  # fmt: skip
def test_what_cannot_be_filmed_is_told_and_leaves_no_file(
    files: Path, vae: Path, capsys: pytest.CaptureFixture[str], film: dict[str, Any], words: tuple[object, ...],
    said: str,
) -> None:  # fmt: skip
    path = written(files, film)
    assert run("animate", path, "--models", vae, *words, "-o", files / "film.gif", "--quiet") in (1, 2)
    assert said in capsys.readouterr().err
    assert not (files / "film.gif").exists()
