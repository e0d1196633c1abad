"""Pins: lettered in order, at most twelve, the same after saving and loading."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from studio.core.errors import BadRequest, Unreadable, Unwritable
from studio.explore.pins import MOST, Pins, load, save
from studio.explore.space import Spot
from studio.families.walks import normal

SPOTS = [Spot(normal(seed, (6,)), {"smile": seed / 10}) for seed in range(4)]
THUMB = np.arange(64, dtype=np.uint8).reshape(4, 4, 4)


def pinned(count: int) -> Pins:
    pins = Pins("tiny")
    for number in range(count):
        pins = pins.add(SPOTS[number % 4])
    return pins


def letters(pins: Pins) -> str:
    return "".join(pin.letter for pin in pins)


def test_pins_get_the_first_free_letter() -> None:
    pins = pinned(3)
    assert letters(pins) == "ABC"
    assert letters(pins.remove("B").add(SPOTS[0])) == "ACB"
    assert pins["C"].spot is SPOTS[2]
    assert letters(pins) == "ABC", "a change gives new pins"


def test_there_are_at_most_twelve() -> None:
    pins = pinned(MOST)
    assert pins.full
    assert letters(pins) == "ABCDEFGHIJKL"
    with pytest.raises(BadRequest, match="12 pins"):
        pins.add(SPOTS[0])


def test_pins_are_renamed_moved_and_put_elsewhere() -> None:
    pins = pinned(3).rename("B", "  Ada ")
    assert [pin.letter for pin in pins] == ["A", "Ada", "C"]
    assert [pin.letter for pin in pins.move("C", 0)] == ["C", "A", "Ada"]
    assert [pin.letter for pin in pins.move("A", 99)] == ["Ada", "C", "A"]
    put = pins.put("Ada", SPOTS[3], THUMB)
    assert put["Ada"].spot is SPOTS[3]
    assert put["Ada"].thumb is THUMB
    assert len(put) == 3


@pytest.mark.parametrize(("name", "said"), [("A", "already"), (" ", "1 to 24"), ("x" * 25, "1 to 24")])
def test_a_name_that_cannot_be_is_refused(name: str, said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        pinned(2).rename("B", name)


def test_a_pin_that_is_not_there_is_told() -> None:
    with pytest.raises(BadRequest, match="There are: A, B"):
        pinned(2).remove("Q")
    with pytest.raises(BadRequest, match="no pins yet"):
        pinned(0)["A"]


def test_saved_pins_come_back_as_they_were(tmp_path: Path) -> None:
    pins = pinned(2).add(Spot(normal(9, (6,)), {"hat": "beanie"}), THUMB).rename("A", "Ada")
    save(pins, tmp_path / "a.safetensors")
    back = load(tmp_path / "a.safetensors")
    assert back.model == "tiny"
    assert [pin.letter for pin in back] == ["Ada", "B", "C"]
    for one, other in zip(pins, back, strict=True):
        assert np.array_equal(one.spot.latent, other.spot.latent)
        assert one.spot.sliders == other.spot.sliders
    assert back["B"].thumb is None
    thumb = back["C"].thumb
    assert thumb is not None
    assert np.array_equal(thumb, THUMB)


def test_what_holds_no_pins_is_said_to(tmp_path: Path) -> None:
    save_file({"pin.0": np.zeros(3, np.float32)}, tmp_path / "other.safetensors")
    save_file({"pin.0": np.zeros(3, np.float32)}, tmp_path / "half.safetensors",
              {"format": "pentimento pins 1", "model": "m", "pins": '[{"letter": "A"}]'})  # fmt: skip
    (tmp_path / "text.safetensors").write_text("hello")
    for name in ("other", "half", "text", "none"):
        with pytest.raises(Unreadable):
            load(tmp_path / f"{name}.safetensors")
    with pytest.raises(Unwritable):
        save(pinned(1), tmp_path / "gone" / "a.safetensors")
