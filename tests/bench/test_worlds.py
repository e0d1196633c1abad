"""The benchmark times every world in every manner."""

from __future__ import annotations

import pytest

from studio.bench import worlds
from studio.parts import parts


def test_every_world_and_manner_is_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worlds, "PICTURES", 1)
    timed: list[tuple[str, str]] = []

    def quick(world: object, manner: str, size: int, pictures: int = 1) -> float:
        timed.append((world.name, manner))  # type: ignore[attr-defined]
        return 0.02

    monkeypatch.setattr(worlds, "seconds", quick)
    figures = worlds.run()
    assert timed == [(world.name, manner) for world in parts("studio.training.worlds") for manner in world.manners]
    assert {figure.met for figure in figures} <= {True, None}


def test_a_picture_takes_time() -> None:
    world = next(world for world in parts("studio.training.worlds") if world.name == "glyphs")
    assert 0 < worlds.seconds(world, "pen", 32, 2) < 1
