"""One tiny model of the real classes for all tests of this folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from studio.families.diffusion import FAMILY
from studio.families.diffusion.model import DiffusionModel
from studio.families.diffusion.tiny import write
from studio.families.family import Place
from studio.families.tasks import silent

sys.path.insert(0, str(Path(__file__).parent))

from tiny_entry import entry_of


@pytest.fixture(scope="session")
def plain_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="session")
def filling_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("models") / "tiny-fill", channels=9)


@pytest.fixture(scope="session")
def plain_model(plain_folder: Path) -> DiffusionModel:
    model = FAMILY.load(entry_of(plain_folder), Place(), silent)
    assert isinstance(model, DiffusionModel)
    return model


@pytest.fixture(scope="session")
def filling_model(filling_folder: Path) -> DiffusionModel:
    model = FAMILY.load(entry_of(filling_folder), Place(), silent)
    assert isinstance(model, DiffusionModel)
    return model
