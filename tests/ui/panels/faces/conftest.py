"""What the tests of Faces & styles share: a model whose space is plain to see, the painterly styles, and a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.core.document import Document
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.engine.engine import Engine
from studio.engine.library import Library
from studio.engine.runners import InThread
from studio.families.family import Family, Model, ModelEntry, Place, never
from studio.families.packing import pack_latent
from studio.families.painterly import FAMILY as PAINTERLY
from studio.families.sliders import Slider, told
from studio.families.tasks import Decode, Edit, Patch, Report, Sample, Task, Translate
from studio.session import Session
from studio.ui.desk import Desk
from studio.ui.panels.faces.panel import FacesPanel
from studio.ui.settings import Settings

ASKED: list[Task] = []


class Tint:
    """Adds its slider "light" to the red of a picture; its space is the red of a square that it draws."""

    nbytes = 0

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        ASKED.append(task)
        report(0.5)
        light = int(float(getattr(task, "sliders", {}).get("light", 0)))
        if isinstance(task, Sample | Decode):
            start = task.latents[0] if isinstance(task, Decode) else np.float32([40])
            made = np.full((8, 8, 4), 255, np.uint8)
            made[..., 0] = start[0] + light
            patch = Patch(made, latent=start + np.float32(light))
        elif isinstance(task, Edit):
            found = np.float32([3]) if task.found is None else task.found
            made = task.picture.copy()
            made[..., 0] += np.uint8(light)
            patch = Patch(made, task.at, info={"found": pack_latent(found)}, latent=found + np.float32(light))
        else:
            assert isinstance(task, Translate)
            made = task.picture.copy()
            made[..., 1] = 255 if task.direction.value == "forward" else 0
            patch = Patch(made)
        report(1.0)
        return [patch]

    def close(self) -> None:
        return


def _load(entry: ModelEntry, place: Place, report: Report) -> Model:
    return Tint()


SLIDERS = (Slider("light", "Light", 0, 100), Slider("smile", "", 0, 1))
TINT = ModelEntry("tint", "Tint", "tint", ("edit", "sample", "decode"), shipped=True,
                  details={"sliders": told(SLIDERS), "latent": {"shape": [1]}, "size": 8})  # fmt: skip
MONET = ModelEntry("monet", "Monet", "tint", ("translate",))
FAMILY = Family("tint", "Tint", frozenset({Edit, Sample, Decode, Translate}), never, _load, builtin=(TINT, MONET),
                uses_torch=False)  # fmt: skip


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    ASKED.clear()
    families = (FAMILY, PAINTERLY)
    library = Library((), families)
    engine = Engine(library, InThread(families, "cpu"))
    yield Desk(library, engine, Settings())
    engine.close()


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> FacesPanel:
    made = FacesPanel(desk)
    qtbot.addWidget(made)
    made.resize(340, 700)
    made.show()
    return made


@pytest.fixture
def asked() -> list[Task]:
    """What the model was asked, in order."""
    return ASKED


@pytest.fixture
def session(desk: Desk, panel: FacesPanel) -> Session:
    """A picture in front, whose red rises from 10 to 150."""
    document = Document((60, 40), name="Face")
    pixels = np.full((40, 60, 4), 255, np.uint8)
    pixels[..., :3] = np.linspace(10, 150, 60, dtype=np.uint8)[None, :, None]
    document.root.children.append(PixelLayer("Ground", pixels=Tiles.of(pixels)))
    document.activate(document.root.children[0].id)
    made = Session(document, desk.library, desk.engine)
    desk.add(made)
    return made
