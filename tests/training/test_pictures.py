"""Batches: the right size, the right facts, also in a mirror, and the same again for the same step."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.engine.job import Cancelled
from studio.training import pictures as module
from studio.training.folder import Folder
from studio.training.material import world_named
from studio.training.pictures import Encoding, Pictures, squared
from studio.training.worlds.render import Order, Renders, render


@pytest.fixture(scope="module", name="renders")
def _renders(tmp_path_factory: pytest.TempPathFactory) -> Renders:
    home = tmp_path_factory.mktemp("renders")
    render(Order(world_named("portraits"), 4, size=64), home, 1)
    return Renders(home)


def chance() -> np.random.Generator:
    return np.random.default_rng(5)


def test_the_same_chance_gives_the_same_batch(renders: Renders) -> None:
    pictures = Pictures.of_renders(renders, 32)
    one, two = (pictures.batch(1, 5, chance()) for _ in range(2))
    assert one.pixels.shape == (5, 32, 32, 3)
    assert (one.pixels == two.pixels).all()
    assert one.mirrored.any()


def test_a_mirrored_picture_has_mirrored_facts_and_parts(renders: Renders) -> None:
    pictures = Pictures.of_renders(renders, 64)
    encoding = Encoding(renders.settings["known"], ["turn", "smile", "hat"])
    assert encoding.columns == ("turn", "smile", "hat=none", "hat=beanie", "hat=hat", "hat=headband")
    batch = pictures.batch(1, 8, chance())
    labels = pictures.labels(batch, encoding)
    for row, number, mirrored, pixels, lines in zip(
        labels, batch.numbers, batch.mirrored, batch.pixels, pictures.part("lines", batch), strict=True
    ):
        facts, plain = renders.facts(int(number)), renders.part("picture", [int(number)])[0]
        drawn = renders.part("lines", [int(number)])[0]
        turn, smile = float(facts["turn"]), float(facts["smile"])
        assert row[:2] == pytest.approx([-turn if mirrored else turn, smile], abs=1e-5)
        assert row[2:].sum() == 1
        assert (pixels == (plain[:, ::-1] if mirrored else plain)).all()
        assert (lines == (drawn[:, ::-1] if mirrored else drawn)).all()


def test_labels_of_segments_are_never_mixed(renders: Renders) -> None:
    pictures = Pictures.of_renders(renders, 32)
    batch = pictures.batch(1, 3, chance(), mirror=False)
    small, whole = pictures.part("segmentation", batch), renders.part("segmentation", list(batch.numbers))
    assert (small == whole[:, 1::2, 1::2]).all()


def test_a_folder_of_any_shapes_gives_squares(tmp_path: Path) -> None:
    for number, shape in enumerate([(20, 50, 3), (64, 30, 3), (32, 32)]):
        cv2.imwrite(str(tmp_path / f"{number}.png"), np.full(shape, 40 * number, np.uint8))
    (tmp_path / "broken.png").write_bytes(b"no")
    pictures = Pictures.of_folder(Folder(tmp_path), 16)
    batch = pictures.batch(1, 30, chance())
    assert batch.pixels.shape == (30, 16, 16, 3)
    assert set(np.unique(batch.pixels)) == {0, 40, 80}
    with pytest.raises(BadRequest, match="has no lines"):
        pictures.part("lines", batch)
    with pytest.raises(BadRequest, match="Nothing is known"):
        pictures.labels(batch, Encoding([], []))


def test_a_fact_that_the_world_lacks_is_refused(renders: Renders) -> None:
    with pytest.raises(BadRequest, match="knows nothing of wings"):
        Encoding(renders.settings["known"], ["wings"])


def test_the_middle_square_is_taken() -> None:
    picture = np.zeros((4, 8, 3), np.uint8)
    picture[:, 2:6] = 200
    assert (squared(picture, 4) == 200).all()


def test_some_are_those_at_hand_evenly_chosen(renders: Renders, tmp_path: Path) -> None:
    pictures = Pictures.of_renders(renders, 32)
    assert [(one == two).all() for one, two in zip(pictures.some(2), pictures.at([0, 3]), strict=True)] == [True, True]
    for number in range(3):
        cv2.imwrite(str(tmp_path / f"{number}.png"), np.full((8, 8, 3), 80 * number, np.uint8))
    own = Pictures.of_folder(Folder(tmp_path), 8)
    assert sorted(int(picture[0, 0, 0]) for picture in own.some(99)) == [0, 80, 160]


def test_broken_pictures_of_a_folder_are_not_counted(tmp_path: Path) -> None:
    for number in range(3):
        cv2.imwrite(str(tmp_path / f"{number}.png"), np.full((8, 8, 3), 80 * number, np.uint8))
    (tmp_path / "broken.png").write_bytes(b"none")
    pictures = Pictures.of_folder(Folder(tmp_path), 8)
    assert pictures.count == 3
    assert sorted(int(one[0, 0, 0]) for one in pictures.at(range(pictures.count))) == [0, 80, 160]


def test_what_is_shown_of_a_large_folder_is_what_is_at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HELD", 2)
    for number in range(5):
        cv2.imwrite(str(tmp_path / f"{number}.png"), np.full((8, 8, 3), 50 * number, np.uint8))
    pictures = Pictures.of_folder(Folder(tmp_path), 8)
    later = set(pictures.batch(module.RENEWED + 1, 20, chance()).pixels[:, 0, 0, 0].tolist())
    assert pictures.count == 2
    assert set(pictures.at([0, 1])[:, 0, 0, 0].tolist()) == later


def test_reading_many_pictures_is_told_of_and_can_be_stopped(tmp_path: Path) -> None:
    for number in range(3):
        cv2.imwrite(str(tmp_path / f"{number}.png"), np.full((8, 8, 3), 80 * number, np.uint8))
    told: list[str] = []

    def stop(fraction: float, preview: object = None, note: str = "") -> None:
        told.append(note)
        if len(told) == 2:
            raise Cancelled

    pictures = Pictures.of_folder(Folder(tmp_path), 8, report=stop)
    with pytest.raises(Cancelled):
        pictures.batch(1, 2, chance())
    assert told == ["Reading pictures: 1 of 3", "Reading pictures: 2 of 3"]
    assert pictures.count == 3
