"""A network is known by its tensors alone."""

from __future__ import annotations

from pathlib import Path

from studio.engine.scan import found_under, opened
from studio.families.family import Files
from studio.families.restore.model import write_random
from studio.families.restore.recognise import Shape, layout, recognise, shape_of


def test_its_shape_is_read_off_the_tensors() -> None:
    for shape in (Shape(), Shape(blocks=3, channels=8, scale=2), Shape(blocks=1, channels=4, scale=3)):
        assert shape_of(layout(shape)) == shape


def test_one_tensor_more_less_or_of_another_size_makes_it_another_network() -> None:
    keys = layout(Shape(blocks=2, channels=8))
    assert shape_of({**keys, "more": (1,)}) is None
    assert shape_of({name: size for name, size in keys.items() if name != "gather.bias"}) is None
    assert shape_of({**keys, "body.1.second.weight": (8, 8, 1, 1)}) is None
    assert shape_of({**keys, "tail.weight": (50, 8, 3, 3)}) is None
    assert shape_of({**keys, "tail.weight": ()}) is None


def test_a_file_is_recognised_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "holiday.safetensors"
    write_random(path, Shape(blocks=2, channels=8))
    (found,) = found_under(tmp_path)
    entry = recognise(opened(found)[0])
    assert entry is not None
    assert entry.tasks == ("upscale",)
    assert entry.details == {"blocks": 2, "channels": 8, "scale": 4}
    assert entry.nbytes > 4 * 8 * 8 * 9


def test_nothing_is_recognised_in_a_folder_or_in_nothing(tmp_path: Path) -> None:
    assert recognise(Files(tmp_path, keys=layout(Shape()))) is None
    assert recognise(Files(tmp_path)) is None


def test_its_licence_is_what_the_card_beside_it_says(tmp_path: Path) -> None:
    files = Files(tmp_path / "a.safetensors", keys=layout(Shape()))
    files.path.touch()
    told = []
    for text in (b"# A\n\nLicence: MIT \n", b"no word", b"\xff\xfe"):
        (tmp_path / "card.md").write_bytes(text)
        entry = recognise(files)
        assert entry is not None
        told.append(entry.licence)
    assert told == ["MIT", "", ""]


def test_the_upscaler_that_ships_is_whole_and_chosen_first() -> None:
    from studio import places
    from studio.engine.library import Library

    library = Library([places.shipped_models()]).refresh()
    entry = library.default("upscale")
    assert entry is not None
    assert (entry.id, entry.shipped, entry.licence) == ("srresnet-x4", True, "Apache-2.0")
    assert library.verify(entry) == ""
