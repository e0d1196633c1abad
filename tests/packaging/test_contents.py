"""What an installer carries: all of ours, what ours asks for, and nothing of those who build."""

from __future__ import annotations

import ast
import importlib
import re
from importlib.metadata import distribution
from pathlib import Path

import contents
import pytest

from studio.parts import KINDS
from studio.parts import modules as parts_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def packed() -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    return contents.libraries()


def test_every_part_that_the_studio_finds_is_carried() -> None:
    carried = set(contents.modules())
    for package in KINDS:
        assert set(parts_of(package)) <= carried
    assert "studio.__main__" in carried


def test_models_samples_and_fonts_are_carried(packed: tuple[list[tuple[str, str, str]], ...]) -> None:
    ours = {f"{place}/{Path(source).name}" for source, place in contents.carried()}
    assert "models/catalogue.toml" in ours
    assert "resources/icon.svg" in ours
    for model in (ROOT / "models").glob("*/*.safetensors"):
        assert str(model.relative_to(ROOT)) in ours
    files = {name for name, *_ in packed[1]}
    assert {"skimage/data/astronaut.png", "skimage/data/coffee.png", "skimage/data/rocket.jpg"} <= files
    assert any(name.startswith("qtawesome/fonts/phosphor") for name in files)


def test_every_requirement_comes_with_what_names_its_version(packed: tuple[list[tuple[str, str, str]], ...]) -> None:
    files = {name for name, *_ in packed[1]}
    asked = [line for line in distribution("pentimento").requires or () if "extra" not in line]
    wanted = {re.split(r"[^\w.-]", line)[0] for line in asked}
    for name in wanted - set(contents.FOUND_BY_QT):
        version = distribution(name).version
        assert any(file.endswith(f"-{version}.dist-info/METADATA") for file in files), name


def test_nothing_forbidden_is_carried(packed: tuple[list[tuple[str, str, str]], ...]) -> None:
    tops = {name.partition(".")[0] for name, *_ in packed[0]} | {name.partition("/")[0] for name, *_ in packed[1]}
    assert not tops & {name for name in contents.FORBIDDEN if "." not in name}
    assert not [name for name, *_ in packed[1] if "/tests/" in name or name.endswith((".h", ".pyc", ".a"))]
    assert not [name for name in contents.standard_library() if name.partition(".")[0] in contents.FORBIDDEN]


def test_what_libraries_import_from_odd_places_stays(packed: tuple[list[tuple[str, str, str]], ...]) -> None:
    modules = {name for name, *_ in packed[0]}
    assert {"torch.testing._internal.logging_tensor", "torchgen.model", "functorch.compile", "numpy.f2py"} <= modules
    assert "torch/utils/checkpoint.py" in {name for name, *_ in packed[1]}, "torch reads its own source"


def test_a_module_that_was_compiled_to_a_library_goes_in_as_that_library(
    packed: tuple[list[tuple[str, str, str]], ...],
) -> None:
    modules, files = ({name for name, *_ in entries} for entries in packed)
    libraries = [name for name in files if name.endswith((".so", ".pyd")) and ".libs/" not in name]
    compiled = {name.partition(".")[0].replace("/", ".") for name in libraries}
    assert "av._core" in compiled
    assert not compiled & modules


def test_no_file_goes_in_twice(packed: tuple[list[tuple[str, str, str]], ...]) -> None:
    for entries in packed:
        names = [name for name, *_ in entries]
        assert len(names) == len(set(names))


def test_the_list_is_the_same_every_time(packed: tuple[list[tuple[str, str, str]], ...]) -> None:
    assert contents.libraries() == packed


def test_the_installed_studio_stays_below_its_size(packed: tuple[list[tuple[str, str, str]], ...]) -> None:
    ours = sum(Path(source).stat().st_size for source, _ in contents.carried())
    files = sum(Path(source).stat().st_size for _, source, _ in packed[1])
    assert ours + files < 1_200_000_000


def test_code_that_python_has_compiled_is_taken_over(tmp_path: Path) -> None:
    source = tmp_path / "brush.py"
    source.write_text("size = 3\n")
    assert contents.compiled(str(source)) is None
    import py_compile

    py_compile.compile(str(source))
    code = contents.compiled(str(source))
    assert code is not None
    found: dict[str, int] = {}
    exec(code, found)
    assert found["size"] == 3


def test_the_spec_reads_its_lists_from_here_and_is_python() -> None:
    text = (ROOT / "build.spec").read_text()
    ast.parse(text)
    for name in ("contents.modules()", "contents.libraries()", "contents.carried()", "contents.FORBIDDEN"):
        assert name in text


def test_the_launcher_is_where_the_spec_says() -> None:
    assert (ROOT / contents.LAUNCHER).is_file()
    assert importlib.import_module("studio").__version__ == contents.version()


@pytest.mark.parametrize("place", ["torch/include/ATen/ATen.h", "torch/bin/test_api", "numpy/tests/test_x.py",
                                   "PySide6/Qt/plugins/platformthemes/libqgtk3.so", "PySide6\\Qt\\qml\\x"])  # fmt: skip
def test_what_nobody_opens_is_left_out(place: str) -> None:
    assert not contents.kept(place)


@pytest.mark.parametrize("place", ["torch/bin/torch_shm_manager", "torch/lib/libtorch_cpu.so", "skimage/__init__.pyi",
                                   "PySide6/Qt/plugins/platforms/libqxcb.so", "models/a/a.safetensors"])  # fmt: skip
def test_what_is_needed_is_kept(place: str) -> None:
    assert contents.kept(place)
