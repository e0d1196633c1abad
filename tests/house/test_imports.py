"""The table of docs/architecture.md: who may import whom."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STUDIO = ROOT / "studio"

# Beginnings of what a package may import of ours; everything else of ours is refused.
ALLOWED: dict[str, tuple[str, ...]] = {
    "studio.core": ("studio.core",),
    "studio.tools": ("studio.core", "studio.tools"),
    "studio.formats": ("studio.core", "studio.formats", "studio.parts", "studio.places"),
    "studio.families": (
        "studio.families",
        "studio.core.errors",
        "studio.core.fields",
        "studio.core.geometry",
        "studio.core.picture",
        "studio.core.signal",
    ),
    "studio.engine": (
        "studio.engine",
        "studio.families",
        "studio.core.errors",
        "studio.core.geometry",
        "studio.core.picture",
        "studio.core.signal",
        "studio.core.fields",
        "studio.parts",
        "studio.places",
        "studio.__version__",
    ),
    "studio.training": (
        "studio.training",
        "studio.families",
        "studio.core",
        "studio.formats",
        "studio.engine.job",
        "studio.engine.precision",
        "studio.parts",
        "studio.places",
    ),
    "studio.explore": (
        "studio.explore",
        "studio.families.tasks",
        "studio.families.walks",
        "studio.families.sliders",
        "studio.families.family",
        "studio.core.errors",
        "studio.core.picture",
        "studio.formats.whole",
        "studio.places",
    ),
    "studio.timeline": ("studio.timeline", "studio.core", "studio.families", "studio.explore"),
    "studio.session": ("studio.session", "studio.core", "studio.engine", "studio.families", "studio.explore",
                       "studio.timeline"),
    "studio.ui": (
        "studio.ui",
        "studio.core",
        "studio.tools",
        "studio.formats",
        "studio.families.tasks",
        "studio.families.packing",
        "studio.families.family",
        "studio.families.sliders",
        "studio.families.walks",
        "studio.engine",
        "studio.session",
        "studio.explore",
        "studio.timeline",
        "studio.training.kind",
        "studio.parts",
        "studio.places",
        "studio.__version__",
        "studio",
    ),
}

# At the top of a module, so at start, nobody imports what is heavy; the window never does at all.
HEAVY = ("torch", "diffusers", "transformers", "accelerate", "peft", "cv2", "skimage", "scipy", "PIL", "av")
HEAVY_AT_TOP_ALLOWED = ("studio.training",)


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(STUDIO.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno
            for name in node.names:
                yield f"{node.module}.{name.name}", node.lineno


def top_imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """What is imported when the module is: not inside functions, not for type checkers alone."""
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imports(ast.Module([node], []))


def begins(name: str, beginnings: tuple[str, ...]) -> bool:
    return any(name == start or name.startswith(start + ".") for start in beginnings)


@pytest.mark.parametrize("package", ALLOWED)
def test_imports_run_in_one_direction(package: str) -> None:
    wrong = []
    for module, path in modules():
        if not begins(module, (package,)):
            continue
        for name, line in imports(ast.parse(path.read_text())):
            ours = begins(name, ("studio",)) and name != "studio"
            parent_allowed = any(start.startswith(name + ".") for start in ALLOWED[package])
            if ours and not begins(name, ALLOWED[package]) and not parent_allowed:
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_families_never_see_the_document() -> None:
    wrong = [
        f"{path.name}:{line}"
        for module, path in modules()
        if begins(module, ("studio.families",))
        for name, line in imports(ast.parse(path.read_text()))
        if begins(name, ("studio.core.document",))
    ]
    assert not wrong, wrong


def test_only_the_window_and_the_engine_thread_know_qt() -> None:
    wrong = []
    for module, path in modules():
        if begins(module, ("studio.ui", "studio.app", "studio.engine.engine", "studio.bench")):
            continue
        for name, line in imports(ast.parse(path.read_text())):
            if begins(name, ("PySide6", "qtawesome", "shiboken6")):
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_the_window_never_imports_models_or_opencv() -> None:
    wrong = []
    for module, path in modules():
        if begins(module, ("studio.ui", "studio.app")):
            for name, line in imports(ast.parse(path.read_text())):
                loads_model = name.startswith("studio.families.") and name.endswith(".model")
                if begins(name, ("torch", "diffusers", "transformers", "cv2")) or loads_model:
                    wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_nothing_heavy_is_imported_at_the_top() -> None:
    wrong = []
    for module, path in modules():
        is_model = begins(module, ("studio.families",)) and path.name != "__init__.py"
        if begins(module, HEAVY_AT_TOP_ALLOWED) or (is_model and module.count(".") > 2):
            continue
        for name, line in top_imports(ast.parse(path.read_text())):
            if begins(name, HEAVY):
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_importing_the_bus_starts_no_threads() -> None:
    """Nothing happens at import: no thread, timer or download (run apart, with all cards and tools)."""
    import subprocess
    import sys

    code = (
        "import threading\n"
        "from studio.parts import parts\n"
        "for package in ('studio.families', 'studio.tools', 'studio.formats'): parts(package)\n"
        "import sys, studio.session, studio.engine.library\n"
        "heavy = [name for name in ('torch', 'cv2', 'PIL', 'PySide6', 'skimage') if name in sys.modules]\n"
        "assert not heavy, heavy\n"
        "assert threading.active_count() == 1\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
