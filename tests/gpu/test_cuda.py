"""On a CUDA card: the same task, the same noise, nearly the same pixels as on the processor; memory comes back."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from studio.engine.job import State
from studio.engine.library import Library
from studio.families.diffusion.tiny import write
from studio.families.tasks import Fill, Generate, Task

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA card here"),
]

PICTURE = np.full((64, 64, 4), 200, np.uint8)
MASK = np.zeros((64, 64), np.uint8)
MASK[16:40, 16:40] = 255


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("models")
    write(folder / "tiny")
    return Library([folder]).refresh()


@pytest.mark.parametrize(
    "task",
    [
        Generate(model="tiny", prompt="a red cottage", width=64, height=64, steps=4, seed=3),
        Fill(model="tiny", picture=PICTURE, mask=MASK, prompt="a lake", steps=4, seed=3),
    ],
    ids=["generate", "fill"],
)
def test_cuda_gives_the_pictures_of_the_processor(library: Library, task: Task) -> None:
    from studio.engine.blocking import Blocking

    on_card = Blocking(library, device="cuda").submit(task)
    on_processor = Blocking(library, device="cpu").submit(task)
    assert on_card.state is State.DONE, on_card.error
    one = on_card.patches[0].pixels[..., :3].astype(int)
    two = on_processor.patches[0].pixels[..., :3].astype(int)
    assert np.abs(one - two).mean() < 4, "half precision on the card"


def test_the_same_seed_gives_the_same_pixels_on_the_card(library: Library) -> None:
    from studio.engine.blocking import Blocking

    engine = Blocking(library, device="cuda")
    task = Generate(model="tiny", prompt="a lake", width=64, height=64, steps=3, seed=8)
    one, two = engine.submit(task), engine.submit(task)
    assert np.array_equal(one.patches[0].pixels, two.patches[0].pixels)


def test_a_closed_engine_gives_its_memory_back(library: Library) -> None:
    from studio.engine.blocking import Blocking

    before = torch.cuda.memory_allocated()
    engine = Blocking(library, device="cuda")
    engine.submit(Generate(model="tiny", prompt="a lake", width=64, height=64, steps=1, seed=1))
    assert torch.cuda.memory_allocated() > before
    engine.close()
    torch.cuda.empty_cache()
    assert torch.cuda.memory_allocated() <= before + (1 << 20)
