"""The studio's own families give the same pixels in the child, on a thread and at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from studio.core.picture import frozen
from studio.engine.library import Library
from studio.engine.progress import Progress
from studio.engine.runners import InChild, InThread
from studio.families.tasks import Fill, Generate, Patch, Task


@pytest.fixture(scope="module")
def runners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, InChild, InThread]]:
    folder = tmp_path_factory.mktemp("models")
    library = Library((folder,))
    for family in library.families:
        if family.tiny is not None:
            family.tiny(folder)
    library.refresh()
    child, here = InChild(library.families, "cpu"), InThread(library.families, "cpu")
    child.warm(())
    yield library, child, here
    child.close()
    here.close()


def photograph() -> Fill:
    rows, columns = np.mgrid[:96, :120]
    picture = np.stack([rows * 2, columns * 2, (rows + columns) % 256, np.full_like(rows, 255)], -1).astype(np.uint8)
    mask = np.zeros(picture.shape[:2], np.uint8)
    mask[30:60, 40:70] = 255
    return Fill(picture=frozen(picture), mask=frozen(mask), seed=11, steps=2, guidance=1.0)


def both(runners: tuple[Library, InChild, InThread], task: Task, id: str) -> tuple[Patch, Patch]:
    library, child, here = runners
    entry = library.entry(id)
    assert entry is not None
    assert not entry.problem
    (there,) = child.run(task, entry, Progress(lambda step: None))
    (same,) = here.run(task, entry, Progress(lambda step: None))
    return there, same


@pytest.mark.parametrize("verb", ["fill", "generate"])
def test_every_model_gives_the_same_pixels_wherever_it_runs(
    runners: tuple[Library, InChild, InThread], verb: str
) -> None:
    task = photograph() if verb == "fill" else Generate(width=32, height=32, steps=2, seed=11, guidance=1.0)
    entries = runners[0].for_task(verb)
    assert entries
    for entry in entries:
        there, same = both(runners, task, entry.id)
        assert there.at == same.at
        assert np.array_equal(there.pixels, same.pixels), entry.id
        assert there.pixels[..., :3].std() > 0
