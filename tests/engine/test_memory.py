"""Models stay loaded as long as they fit; the least recently used goes first."""

from __future__ import annotations

import dataclasses

import pytest
from pentimento_test_cards import BRUSH, PAINTER, Painter

from studio.core.errors import BadRequest, OutOfMemory
from studio.engine.memory import Memory, ran_out
from studio.engine.progress import Progress, Step
from studio.families.family import Family, ModelEntry, Place
from studio.families.tasks import Generate

TORCHY = dataclasses.replace(PAINTER, id="torchy", uses_torch=True, builtin=())


def entry(id: str, nbytes: int = 1000, family: str = "painter") -> ModelEntry:
    return ModelEntry(id, id, family, ("generate",), nbytes=nbytes)


def loaded(memory: Memory, wanted: ModelEntry) -> Painter:
    progress = Progress(lambda step: None)
    model = memory.model(wanted, Generate(), progress.part(0, 1), progress)
    assert isinstance(model, Painter)
    return model


def test_a_model_is_loaded_once_and_used_again() -> None:
    memory = Memory([PAINTER])
    assert loaded(memory, entry("a")) is loaded(memory, entry("a"))
    assert memory.loaded == ("a",)
    assert memory.nbytes == 1000


def test_the_least_recently_used_model_makes_room() -> None:
    memory = Memory([PAINTER], budget=2500)
    first, second = loaded(memory, entry("a")), loaded(memory, entry("b"))
    loaded(memory, entry("a"))
    loaded(memory, entry("c"))
    assert memory.loaded == ("a", "c")
    assert (first.closed, second.closed) == (False, True)


def test_what_fits_together_stays_together() -> None:
    memory = Memory([PAINTER], budget=10_000)
    for name in "abcd":
        loaded(memory, entry(name))
    assert memory.loaded == ("a", "b", "c", "d")


def test_a_model_too_large_for_the_budget_is_tried_alone() -> None:
    memory = Memory([PAINTER], budget=1500)
    loaded(memory, entry("a"))
    loaded(memory, entry("whale", nbytes=10**9))
    assert memory.loaded == ("whale",)


def test_without_a_budget_a_share_of_what_is_free_may_be_filled() -> None:
    memory = Memory([PAINTER])
    loaded(memory, entry("a"))
    loaded(memory, entry("b", nbytes=2**60))
    assert memory.loaded == ("b",)


def test_freeing_closes_all_but_one() -> None:
    memory = Memory([PAINTER])
    models = [loaded(memory, entry(name)) for name in "abc"]
    memory.free(keep="b")
    assert memory.loaded == ("b",)
    memory.free()
    assert all(model.closed for model in models)


def test_loading_is_told_and_a_loaded_model_is_not_told_of() -> None:
    memory, told = Memory([PAINTER]), list[Step]()
    progress = Progress(told.append)
    memory.model(entry("a"), Generate(), progress.part(0, 1), progress)
    assert told[0].loading
    assert told[0].note == "Loading a"
    told.clear()
    memory.model(entry("a"), Generate(), progress.part(0, 1), progress)
    assert not told


def test_a_model_of_an_unknown_family_is_refused() -> None:
    with pytest.raises(BadRequest, match="kind this studio does not know"):
        Memory([BRUSH]).family(entry("a"))


def test_prediction_is_the_familys() -> None:
    assert Memory([PAINTER]).predict(entry("a", 77), Generate()) == 77


def test_families_without_torch_compute_on_the_processor_whatever_is_chosen() -> None:
    assert Memory([PAINTER], "cuda").place(entry("a")) == Place("cpu", "float32")


def torchy() -> ModelEntry:
    return entry("t", family="torchy")


def test_auto_finds_a_place_that_torch_has() -> None:
    import torch

    place = Memory([TORCHY]).place(torchy())
    assert torch.zeros(2, device=place.device, dtype=getattr(torch, place.dtype)).sum() == 0


def test_a_device_that_is_not_there_is_refused_in_a_sentence() -> None:
    import torch

    for device, there in (("cuda", torch.cuda.is_available()), ("mps", torch.backends.mps.is_available())):
        if not there:
            with pytest.raises(BadRequest, match="auto or cpu"):
                Memory([TORCHY], device).place(torchy())


def test_a_model_that_lost_its_numbers_keeps_full_precision() -> None:
    memory = Memory([TORCHY], "cpu")
    memory.insist(torchy())
    assert memory.place(torchy()) == Place("cpu", "float32")


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB"),
        RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 68719476736 bytes."),
        RuntimeError("[enforce fail at alloc_cpu.cpp:117] . DefaultCPUAllocator: can't allocate memory"),
        RuntimeError("MPS backend out of memory (MPS allocated: 17.99 GB)"),
        OSError(12, "Cannot allocate memory"),
        type("OutOfMemoryError", (RuntimeError,), {})("x"),
        type("error", (Exception,), {})("OpenCV(4.10) Failed to allocate 100 bytes: Insufficient memory"),
    ],
)
def test_every_way_of_saying_that_memory_ran_out_is_understood(error: BaseException) -> None:
    assert ran_out(error)


def test_other_errors_are_not_taken_for_it() -> None:
    assert not ran_out(ValueError("shape mismatch"))
    assert not ran_out(BadRequest("This picture is out of memory lane."))
    assert ran_out(OutOfMemory("out of memory"))


def test_a_load_that_is_cancelled_holds_nothing() -> None:
    from studio.engine.job import Cancelled

    asked = iter([False] * 3 + [True] * 100)
    progress = Progress(lambda step: None, lambda: next(asked))
    memory = Memory([PAINTER])
    slow = dataclasses.replace(entry("a"), details={"parts": 10})
    with pytest.raises(Cancelled):
        memory.model(slow, Generate(), progress.part(0, 1), progress)
    assert memory.loaded == ()


def test_cards_travel_to_another_process() -> None:
    import pickle

    from studio.parts import parts

    families: tuple[Family, ...] = parts("studio.families")
    for family in (*families, PAINTER, BRUSH):
        assert pickle.loads(pickle.dumps(family)) == family
