"""What is packed comes out the same, its memory goes with it, and a full memory disk is no end."""

from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as some

from studio.core.picture import frozen
from studio.engine import parcel
from studio.engine.parcel import discard, pack, shelf, unpack
from studio.families.tasks import Fill

ARRAYS = some.arrays(
    st.sampled_from([np.uint8, np.uint16, np.float32]),
    some.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=9),
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ARRAYS, max_size=4))
def test_arrays_come_out_as_they_went_in(tmp_path: Path, arrays: list[np.ndarray]) -> None:
    out = unpack(pack({"arrays": arrays, "word": "moon"}, tmp_path))
    assert out["word"] == "moon"
    for before, after in zip(arrays, out["arrays"], strict=True):
        assert after.dtype == before.dtype
        assert np.array_equal(before, after, equal_nan=before.dtype.kind == "f")
    assert not list(tmp_path.iterdir())


def test_a_task_travels_with_its_pictures_and_what_was_frozen_stays_so(tmp_path: Path) -> None:
    picture = np.random.default_rng(0).integers(0, 256, (300, 200, 4), np.uint8)
    mask = np.zeros((300, 200), np.uint8)
    task = Fill(picture=frozen(picture), mask=frozen(mask), prompt="a moon", at=(3, 4))  # type: ignore[arg-type]
    parcelled = pack(task, tmp_path)
    assert len(parcelled.letter) < 4000, "pixels stay out of the pipe"
    out = unpack(parcelled)
    assert out.prompt == "a moon"
    assert np.array_equal(out.picture, picture)
    assert not out.mask.flags.writeable


def test_a_result_can_be_written_to(tmp_path: Path) -> None:
    out = unpack(pack(np.zeros(1000), tmp_path))
    out[3] = 1
    assert out.sum() == 1


def test_what_nobody_unpacks_can_be_thrown_away(tmp_path: Path) -> None:
    parcelled = pack(np.ones(100), tmp_path)
    assert list(tmp_path.iterdir())
    discard(parcelled)
    discard(parcelled)
    assert not list(tmp_path.iterdir())


def test_a_full_memory_disk_is_passed_over_for_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full, other = tmp_path / "full", tmp_path / "other"
    full.mkdir()
    other.mkdir()
    write = parcel._write

    def refuse(views: list[memoryview], folder: Path) -> str:
        if folder == full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(views, folder)

    monkeypatch.setattr(parcel, "_write", refuse)
    monkeypatch.setattr(parcel.tempfile, "gettempdir", lambda: str(other))
    parcelled = pack(np.arange(10), full)
    assert Path(parcelled.path).parent == other
    assert unpack(parcelled).tolist() == list(range(10))


def test_a_write_that_breaks_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        parcel._write([memoryview(b"12")], tmp_path / "gone")
    assert not list(tmp_path.iterdir())


def test_every_shelf_is_private() -> None:
    one, two = shelf(), shelf()
    assert one != two
    assert one.stat().st_mode & 0o077 == 0
    one.rmdir()
    two.rmdir()
