"""House rules about files: each says why it exists, is short enough to read, and has its test."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for path in (ROOT / "studio").rglob("*.py"))
LONGEST = 400


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_says_why_it_exists(path: Path) -> None:
    tree = ast.parse(path.read_text())
    text = ast.get_docstring(tree)
    assert text, f"{path} does not say why it exists"
    assert path.read_text().startswith('"""'), "the first line is that sentence"


def test_files_are_short_enough_to_read_in_one_sitting() -> None:
    long = {str(path.relative_to(ROOT)): lines for path in SOURCES if (lines := path.read_text().count("\n")) > LONGEST}
    assert not long


def test_every_source_file_has_its_test() -> None:
    tests = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    lacking = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.name not in ("__init__.py", "__main__.py") and f"test_{path.name}" not in tests
    ]
    assert not lacking


def test_no_drawer_for_odds_and_ends() -> None:
    banned = {"utils", "util", "misc", "helpers", "helper", "common", "manager", "controller"}
    assert not [path for path in SOURCES if banned & {part.removesuffix(".py") for part in path.parts}]


def test_no_broad_excepts_outside_the_engine_and_main() -> None:
    wrong = []
    for path in SOURCES:
        relative = path.relative_to(ROOT)
        if relative.parts[1] == "engine" or relative.name == "__main__.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            broad = isinstance(node, ast.ExceptHandler) and (
                node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
            )
            if broad:
                wrong.append(f"{relative}:{node.lineno}")  # type: ignore[attr-defined]
    assert not wrong


def test_no_file_carries_marks_of_unfinished_work() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error")
    wrong = [str(path.relative_to(ROOT)) for path in SOURCES if any(mark in path.read_text() for mark in marks)]
    assert not wrong
