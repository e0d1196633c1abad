"""Small renders of real worlds, made once for all tests here."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.training.material import world_named
from studio.training.worlds.render import Order, Renders, render


@pytest.fixture(name="portraits", scope="session")
def _portraits(tmp_path_factory: pytest.TempPathFactory) -> Renders:
    return rendered(tmp_path_factory.mktemp("portraits"), "portraits", 12)


@pytest.fixture(name="scenes", scope="session")
def _scenes(tmp_path_factory: pytest.TempPathFactory) -> Renders:
    return rendered(tmp_path_factory.mktemp("scenes"), "scenes", 6)


@pytest.fixture(name="monet", scope="session")
def _monet(tmp_path_factory: pytest.TempPathFactory) -> Renders:
    return rendered(tmp_path_factory.mktemp("monet"), "scenes", 4, "monet", ("picture",))


def rendered(home: Path, world: str, count: int, manner: str = "", parts: tuple[str, ...] = ("picture", "segmentation")
             ) -> Renders:  # fmt: skip
    render(Order(world_named(world), count, 0, 64, manner, parts), home, 1)
    return Renders(home)
