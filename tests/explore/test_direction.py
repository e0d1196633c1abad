"""Directions: kept in a file, found by name, added up, taken apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from studio import places
from studio.core.errors import BadRequest, Unreadable, Unwritable
from studio.explore import direction as directions
from studio.explore.direction import Direction
from studio.families.walks import normal

SMILE = Direction("smile", "tiny", normal(1, (6,)), -2, 2.5, "Mouth", "Lifts the corners.", "by hand", {"age": 0.25})


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PENTIMENTO_HOME", str(tmp_path))
    return tmp_path


def test_a_saved_direction_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "new" / "smile.safetensors"
    directions.save(SMILE, path)
    back = directions.load(path)
    assert np.array_equal(back.vector, SMILE.vector)
    assert replace(back, vector=SMILE.vector) != SMILE, "directions are compared by being the same one"
    for name in ("name", "model", "low", "high", "group", "hint", "made", "leakage"):
        assert getattr(back, name) == getattr(SMILE, name)


def test_an_array_of_another_program_is_a_direction_too(tmp_path: Path, home: Path) -> None:
    np.save(tmp_path / "age.npy", np.ones((1, 6)))
    one = directions.load(tmp_path / "age.npy")
    assert (one.name, one.model, one.vector.tolist(), one.vector.dtype.name) == ("age", "", [1] * 6, "float32")
    assert directions.named(str(tmp_path / "age.npy"), "tiny").model == "tiny"


def test_files_that_hold_none_are_refused(tmp_path: Path) -> None:
    save_file({"direction": np.ones(3, np.float32)}, tmp_path / "plain.safetensors")
    directions.save(SMILE, tmp_path / "nan.safetensors")
    directions.save(replace(SMILE, vector=np.full(6, np.nan, np.float32)), tmp_path / "nan.safetensors")
    directions.save(replace(SMILE, low=3, high=-3), tmp_path / "turned.safetensors")
    (tmp_path / "text.npy").write_text("hello")
    np.save(tmp_path / "empty.npy", np.zeros(0))
    for name in ("plain.safetensors", "nan.safetensors", "turned.safetensors", "text.npy", "empty.npy", "none.npy"):
        with pytest.raises(Unreadable):
            directions.load(tmp_path / name)
    with pytest.raises(BadRequest, match="ends in"):
        directions.save(SMILE, tmp_path / "smile.txt")
    (tmp_path / "file").write_text("")
    with pytest.raises(Unwritable):
        directions.save(SMILE, tmp_path / "file" / "smile.safetensors")


def test_the_users_directions_are_found_by_name(home: Path) -> None:
    assert directions.known("tiny") == []
    for one in (SMILE, replace(SMILE, name="Age", group=""), replace(SMILE, name="alien", model="other")):
        directions.save(one, directions.path_for(one.name, "tiny"))
    (directions.folder("tiny") / "broken.safetensors").write_text("")
    assert directions.folder("tiny") == places.data() / "directions" / "tiny"
    assert [one.name for one in directions.known("tiny")] == ["Age", "smile"]
    assert directions.named("smile", "tiny").hint == SMILE.hint
    with pytest.raises(BadRequest, match="There are: Age, smile"):
        directions.named("wings", "tiny")
    with pytest.raises(BadRequest, match="direction make"):
        directions.named("wings", "nobody")


def test_the_users_own_stands_before_one_that_ships(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "shipped_models", lambda: home / "models")
    directions.save(replace(SMILE, hint="shipped"), directions.shipped("tiny") / "smile.safetensors")
    assert directions.named("smile", "tiny").hint == "shipped"
    directions.save(SMILE, directions.path_for("smile", "tiny"))
    assert directions.named("smile", "tiny").hint == SMILE.hint


def test_a_file_of_another_model_is_refused(tmp_path: Path, home: Path) -> None:
    directions.save(SMILE, tmp_path / "smile.safetensors")
    assert directions.named(str(tmp_path / "smile.safetensors"), "tiny").name == "smile"
    with pytest.raises(BadRequest, match="of tiny, not of big"):
        directions.named(str(tmp_path / "smile.safetensors"), "big")


def test_names_become_names_of_files(home: Path) -> None:
    assert directions.path_for("rosy / cheeks", "tiny").name == "rosy - cheeks.safetensors"
    for name in ("", "..", "x" * 61):
        with pytest.raises(BadRequest, match="cannot be called"):
            directions.path_for(name, "tiny")


def test_a_value_beyond_its_ends_is_refused() -> None:
    assert directions.checked(SMILE, 2.5) == 2.5
    with pytest.raises(BadRequest, match="smile must be -2 to"):
        directions.checked(SMILE, 3)


def test_directions_add_up_to_one_push() -> None:
    other = replace(SMILE, vector=normal(2, (6,)))
    pushed = directions.push([(SMILE, 0.5), (other, -2)])
    assert pushed is not None
    assert pushed.dtype == np.float32
    assert np.allclose(pushed, 0.5 * SMILE.vector - 2 * other.vector, atol=1e-6)
    assert directions.push([(SMILE, 0.0)]) is None
    assert directions.push([]) is None
    with pytest.raises(BadRequest, match="different models"):
        directions.push([(SMILE, 1), (replace(SMILE, vector=normal(2, (5,))), 1)])


def test_an_orthogonal_direction_leaves_all_others_alone() -> None:
    others = [replace(SMILE, name=f"o{seed}", vector=normal(seed, (6,))) for seed in (2, 3)]
    free = directions.orthogonal(SMILE, others)
    for other in others:
        assert abs(float(free.vector @ other.vector)) < 1e-5
    assert free.vector @ SMILE.vector > 0
    assert free.leakage == {}
    assert "o2, o3" in free.made
    assert directions.orthogonal(SMILE, []) is SMILE


def test_a_direction_within_the_others_leaves_nothing() -> None:
    with pytest.raises(BadRequest, match="Nothing is left of smile"):
        directions.orthogonal(SMILE, [replace(SMILE, vector=-2 * SMILE.vector)])
    with pytest.raises(BadRequest, match="different models"):
        directions.orthogonal(SMILE, [replace(SMILE, vector=normal(1, (5,)))])


def test_directions_of_words_weigh_texts_and_leave_points_alone(home: Path) -> None:
    one = replace(SMILE, name="grin", vector=np.zeros(6, np.float32), more="a grin", less="a frown")
    assert directions.push([(one, 1.0)]) is None
    words = directions.wording([(one, 1.5), (SMILE, 1.0)])
    assert words == {"a grin": 0.75, "a frown": -0.75}
    assert directions.reworded({"a face": 1.0, "a grin": 0.25}, words) == {"a face": 1, "a grin": 1, "a frown": -0.75}
    assert directions.wording([(one, 1.0), (one, -1.0)]) == {"a grin": 0, "a frown": 0}
    with pytest.raises(BadRequest, match="no angle"):
        directions.orthogonal(one, [SMILE])


def test_a_direction_of_words_is_kept_and_shown_where_words_count(home: Path) -> None:
    one = replace(SMILE, name="grin", vector=np.zeros(6, np.float32), more="a grin", less="a frown")
    directions.save(one, directions.path_for("grin", "tiny"))
    assert directions.known("tiny") == []
    back = directions.known("tiny", worded=True)[0]
    assert (back.more, back.less, back.worded) == ("a grin", "a frown", True)
    assert directions.named("grin", "tiny").worded
