"""The enlarging network learns, in the real loop at tiny size, and becomes a model that the studio takes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.engine.scan import found_under, opened
from studio.families.restore.bicubic import resized
from studio.families.restore.recognise import Shape, recognise
from studio.training.curves import read
from studio.training.loop import Pace, train
from studio.training.pairs import Bytes, Pairs, of_list
from studio.training.srresnet import Enlarging

SHAPE = Shape(blocks=1, channels=8, scale=4)


def stripes(turn: float, height: int = 96, width: int = 128) -> Bytes:
    """Sharp edges, which bicubic blurs."""
    rows, columns = np.indices((height, width))
    on = np.sin((np.cos(turn) * rows + np.sin(turn) * columns) / 4) > 0
    return np.where(on[..., None], np.uint8(220), np.uint8(40)) * np.ones(3, np.uint8)


def recipe(rate: float = 4e-4) -> Enlarging:
    pairs = Pairs([of_list([stripes(turn) for turn in np.linspace(0, 3, 12)])], patch=12)
    return Enlarging(pairs, SHAPE, batch=8, rate=rate, test=[stripes(1.0, 83, 90)])


@pytest.mark.filterwarnings("error")
def test_it_soon_passes_bicubic_on_what_it_has_not_seen(tmp_path: Path) -> None:
    train(recipe(4e-3), tmp_path, Pace(150, checkpoint=50))
    measured = [row for row in read(tmp_path / "log.csv") if "psnr" in row]
    assert [row["step"] for row in measured] == [50, 100, 150]
    assert measured[-1]["psnr"] > measured[-1]["psnr_bicubic"] + 0.5


def test_going_on_gives_the_same_weights_bit_for_bit(tmp_path: Path) -> None:
    train(recipe(), tmp_path / "once", Pace(6, checkpoint=3))
    train(recipe(), tmp_path / "twice", Pace(4, checkpoint=3))
    train(recipe(), tmp_path / "twice", Pace(6, checkpoint=3), resume=True)
    for name in ("net", "net.average", "net.optimiser"):
        path = f"step-00000006/{name}.safetensors"
        assert (tmp_path / "once" / path).read_bytes() == (tmp_path / "twice" / path).read_bytes()


def test_what_it_writes_is_recognised_under_the_folders_name(tmp_path: Path) -> None:
    home = tmp_path / "my-upscaler"
    train(recipe(), home, Pace(1))
    entries = [recognise(opened(found)[0]) for found in found_under(home)]
    assert "my-upscaler" in {entry.id for entry in entries if entry}


def test_the_sheet_shows_bicubic_network_and_original_in_a_row() -> None:
    one = recipe()
    sheet = one.sheet(one.nets)
    assert sheet.shape == (6 * 48, 3 * 48, 3)
    rough, made = sheet[:48, :48].astype(int), sheet[:48, 48:96].astype(int)
    assert np.abs(rough - made).mean() < 20


def test_without_test_pictures_nothing_is_measured() -> None:
    pairs = Pairs([of_list([stripes(1)])], patch=12)
    one = Enlarging(pairs, SHAPE)
    assert one.measure(one.nets) == {}


def test_bicubic_is_measured_as_in_the_papers() -> None:
    one = recipe()
    large = stripes(1.0, 80, 88)
    again = resized(resized(large, (22, 20)), (88, 80))
    from studio.training.fidelity import psnr

    assert one.measure(one.nets)["psnr_bicubic"] == pytest.approx(psnr(again, large))
