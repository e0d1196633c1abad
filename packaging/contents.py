"""What an installer carries and what it leaves out: build.spec reads it here, and a fast test holds it to it.

Libraries go in whole, as their distributions list their files, but for what `kept` refuses. Nothing has to guess what
they import, so the build takes a minute of work instead of many, and they stay complete for a torch that is fetched
later (studio/engine/gpu.py).
"""

from __future__ import annotations

import importlib.util
import marshal
import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath
from types import CodeType

HOME = Path(__file__).resolve().parent.parent
LAUNCHER = "studio/__main__.py"

CARRIED = ("models", "resources", "LICENSE")
"""Of the repository, beside the program itself: into the installed folder as they are."""

LEFT_OUT = ("pentimento", "setuptools", "hf-xet")
"""Distributions that ours ask for and that no installed studio needs: itself, a builder's tools, and a second way to
download from one hub."""

FOUND_BY_QT = ("PySide6-Essentials", "PySide6", "PySide6_Essentials", "shiboken6")
"""Collected by PyInstaller's own rules instead, which know Qt's plugins and bring the system's libraries they need."""

QT = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtTest", "QtDBus")

AS_FILES = ("cv2",)
"""Packages whose modules cannot come out of an archive."""

WITH_SOURCE = ("torch", "transformers")
"""Packages that read their own source while they run …"""

RARE = "transformers/models/*"
COMMON = ("auto", "bert", "clip", "deprecated", "gemma", "gemma2", "gpt2", "llama", "mistral", "qwen2", "qwen2_5_vl",
          "roberta", "siglip", "t5", "umt5", "xlm_roberta")  # fmt: skip
"""Of the 450 networks that transformers knows, those that models of pictures are led by come compiled; the others
lie there as source alone and are compiled when they are wanted, in a second or two."""

WITHOUT_SOURCE = ("torch/_inductor/*", "torch/distributed/*", "torch/onnx/*", "torch/ao/*", "torch/testing/*",
                  "torch/_export/*", "torch/export/*")  # fmt: skip
"""… but for these parts, whose settings alone are read."""

FORBIDDEN = (
    "IPython", "PIL.ImageTk", "PyInstaller", "PyQt5", "PyQt6", "PySide2", "_pytest", "distutils", "ensurepip",
    "hypothesis", "idlelib", "lib2to3", "matplotlib", "mypy", "mypyc", "pandas", "pip", "pkg_resources",
    "py", "pytest", "pytestqt", "ruff", "setuptools", "sklearn", "tensorboard", "tensorflow", "test", "tkinter",
    "torchaudio", "torchvision", "triton", "turtle", "turtledemo", "venv", "wheel", "PySide6.QtDesigner",
    "PySide6.QtHelp", "PySide6.QtPdf", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuickWidgets", "PySide6.QtSql",
    "PySide6.QtUiTools",
)  # fmt: skip
"""Tools of those who build, other toolkits, and what libraries would like to have beside them: none is ever needed."""

PRUNED = (
    # what only those read who build or test the libraries
    "*/tests/*", "*.pyx", "*.pxd", "*.pxi", "*.h", "*.hpp", "*.cuh", "*.cu", "*.c", "*.cpp", "*.cc", "*.a", "*.lib",
    "*.cmake", "*.pyi", "*/py.typed", "*.pyc", "*.so.dbg", "numpy/_core/include/*",
    "pyqtgraph/examples/*", "imageio/resources/*", "torch/include/*", "torch/share/*",
    "torch/test/*", "torch/bin/test_*", "torch/bin/*Test", "torch/bin/protoc*", "torch/bin/*.ptl", "torch/bin/*.pt",
    "torch/bin/upgrader_models/*", "torch/lib/lib*_test.so", "torch/lib/libaoti_custom_ops.so",
    "torch/lib/libbackend_with_compiler.so", "torch/lib/libshm/*", "torch/lib/libshm_windows/*",
    "torch/testing/_internal/generated/*", "torch/testing/_internal/opinfo/*",
    "torch/testing/_internal/common_methods_invocations.py", "torch/testing/_internal/py312_intrinsics.py",
    "torch/testing/_internal/distributed/rpc/*",
    "torch/testing/_internal/distributed/nn/*", "torch/utils/model_dump/*", "torch/utils/tensorboard/*",
    "torchgen/packaged/*", "sympy/benchmarks/*", "sympy/physics/*", "sympy/stats/*", "sympy/diffgeom/*",
    "sympy/holonomic/*", "sympy/crypto/*", "sympy/liealgebras/*", "sympy/categories/*",
    # fonts and photographs that ours do not show
    "qtawesome/fonts/[!p]*", "skimage/data/*.np[yz]", "skimage/data/*.tif", "skimage/data/motorcycle*",
    "skimage/data/ihc*", "skimage/data/logo*", "skimage/data/clock*", "skimage/data/README*",
    # Qt: what no window of ours shows
    "PySide6/Qt/qml/*", "PySide6/Qt/metatypes/*", "PySide6/Qt/lib/libQt6Qml*", "PySide6/Qt/lib/libQt6Quick*",
    "PySide6/Qt/lib/libQt6Pdf*", "PySide6/Qt/lib/libQt6Designer*", "PySide6/Qt/lib/libQt6VirtualKeyboard*",
    "PySide6/Qt/lib/libQt6Egl*", "PySide6/Qt/lib/libQt6Sql*", "PySide6/Qt/lib/libQt6WaylandCompositor*",
    "PySide6/Qt/lib/libQt6Lottie*", "PySide6/Qt/plugins/egldeviceintegrations/*", "PySide6/Qt/plugins/generic/*",
    "PySide6/Qt/plugins/sqldrivers/*", "PySide6/Qt/plugins/platforms/libqeglfs*",
    "PySide6/Qt/plugins/platforms/libqlinuxfb*", "PySide6/Qt/plugins/platforms/libqvkkhrdisplay*",
    "PySide6/Qt/plugins/platforms/libqminimalegl*", "PySide6/Qt/plugins/platforms/libqvnc*",
    "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboard*", "PySide6/Qt/plugins/imageformats/libqpdf*",
    "PySide6/Qt/plugins/qml*", "PySide6/Qt/plugins/designer/*", "PySide6/Qt/plugins/vectorimageformats/*",
    "PySide6/Qt/plugins/wayland-graphics-integration-server/*", "PySide6/Qt/plugins/printsupport/*",
    "PySide6/Qt/plugins/networkinformation/*", "PySide6/Qt/plugins/tls/*",
    # GTK's theme would bring all of GTK along, in the build machine's version
    "PySide6/Qt/plugins/platformthemes/libqgtk3*", "libgtk-3*", "libgdk-3*", "libgdk_pixbuf*", "share/icons/*",
    "share/themes/*", "lib/gdk-pixbuf/*",
)  # fmt: skip
"""Files that nobody opens while the studio runs, as patterns of their place in the installed folder."""

ALWAYS = ("skimage/*.pyi",)
"""… and those that are needed although a pattern names them."""

LIBRARIES = (
    "libxcb.so.1", "libGLdispatch.so.0", "libGLX.so.0", "libOpenGL.so.0", "libGL.so.1", "libEGL.so.1",
    "libwayland-client.so.0", "libwayland-cursor.so.0", "libwayland-egl.so.1",
)  # fmt: skip
"""What PyInstaller leaves to the system. They come along for systems that have none (studio/libraries.py)."""


def kept(place: str) -> bool:
    """Whether a file belongs into the installed folder; `place` is where it would lie there."""
    place = place.replace("\\", "/")
    if any(fnmatch(place, pattern) for pattern in ALWAYS):
        return True
    return not any(fnmatch(place, pattern) for pattern in PRUNED)


# Of ours


def version() -> str:
    """As studio/__init__.py says."""
    told = re.search(r'__version__ = "([^"]+)"', (HOME / "studio" / "__init__.py").read_text(encoding="utf-8"))
    if told is None:
        raise SystemExit("studio/__init__.py tells no version.")
    return told[1]


def modules(package: str = "studio") -> list[str]:
    """Every module of ours, also those that are found by the walk of studio/parts.py and imported nowhere."""
    return [_module_name(path.relative_to(HOME)) for path in sorted((HOME / package).rglob("*.py"))]


def carried() -> list[tuple[str, str]]:
    """Our own data: source file, folder it goes to."""
    found = []
    for name in CARRIED:
        place = HOME / name
        files = sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else [place]
        found += [(str(path), str(path.relative_to(HOME).parent)) for path in files]
    return found


# Of others


@cache
def distributions() -> tuple[Distribution, ...]:
    """All that Pentimento asks for, and what these ask for in turn, as installed here; by name."""
    from packaging.requirements import Requirement

    found: dict[str, Distribution] = {}

    def add(name: str, extras: tuple[str, ...]) -> None:
        plain = re.sub(r"[-_.]+", "-", name).lower()
        if plain in found:
            return
        try:
            found[plain] = distribution(name)
        except PackageNotFoundError:
            raise SystemExit(f"{name} is not installed: run python3 start.py package.") from None
        for line in found[plain].requires or ():
            wanted = Requirement(line)
            here = wanted.marker is None or any(wanted.marker.evaluate({"extra": one}) for one in ("", *extras))
            if here and wanted.name.lower() not in LEFT_OUT:
                add(wanted.name, tuple(wanted.extras))

    add("pentimento", ())
    return tuple(found[name] for name in sorted(found) if name not in LEFT_OUT)


def listed(one: Distribution) -> Iterator[tuple[Path, PurePosixPath]]:
    """Files of a distribution that go in: where each lies, and where it shall lie."""
    for file in one.files or ():
        if ".." not in file.parts and not file.is_absolute() and kept(str(file)):
            path = Path(str(file.locate()))
            if path.is_file():
                yield path, PurePosixPath(file)


def libraries() -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """Modules for the archive and files for the folder, as PyInstaller's lists hold them: name, source, kind."""
    archived, files = [], []
    for one in distributions():
        if one.metadata["Name"] in FOUND_BY_QT:
            continue
        for path, place in listed(one):
            if place.suffix == ".py" and _compiled_beside(path):  # in the archive it would come before what it became
                continue
            module = place.suffix == ".py" and place.parts[0] not in AS_FILES and not _rare(place)
            if module:
                archived.append((_module_name(place), str(path), "PYMODULE"))
            if not module or (place.parts[0] in WITH_SOURCE and _reads_itself(place)):
                files.append((str(place), str(path), "DATA"))
    return archived, files


def _compiled_beside(path: Path) -> bool:
    return any(path.with_suffix(suffix).exists() for suffix in EXTENSION_SUFFIXES)


def _rare(place: PurePosixPath) -> bool:
    return fnmatch(str(place), f"{RARE}/*") and place.parts[2] not in COMMON


def _reads_itself(place: PurePosixPath) -> bool:
    return "config" in place.name or not any(fnmatch(str(place), pattern) for pattern in WITHOUT_SOURCE)


def compiled(path: str) -> CodeType | None:
    """What Python keeps of a module in __pycache__; None when it has to be compiled anew."""
    kept_at = Path(importlib.util.cache_from_source(path))
    try:
        data = kept_at.read_bytes()
    except OSError:
        return None
    if data[:4] != importlib.util.MAGIC_NUMBER:
        return None
    code: CodeType = marshal.loads(data[16:])
    return code


def standard_library() -> list[str]:
    """All of Python's own modules but those that are FORBIDDEN: what a library imports late is there as well."""
    home = Path(importlib.util.__file__).parent.parent
    found = {name for name in sys.stdlib_module_names if not name.startswith("_")}
    for package in [name for name in found if (home / name / "__init__.py").is_file()]:
        if package not in FORBIDDEN:
            found |= {_module_name(path.relative_to(home)) for path in (home / package).rglob("*.py")
                      if not {"test", "tests", "__main__.py"} & set(path.relative_to(home).parts)}  # fmt: skip
    there = {name for name in found if name.partition(".")[0] not in FORBIDDEN}
    return sorted(name for name in there if "." in name or importlib.util.find_spec(name) is not None)


def shared_library(name: str) -> Path | None:
    """Where this Linux keeps a library, by what its loader knows; None when it has none."""
    told = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    bits = "x86-64" if platform.machine() == "x86_64" else "AArch64"
    for line in told.splitlines():
        if line.strip().startswith(f"{name} ") and bits in line:
            return Path(line.rpartition("=> ")[2]).resolve()
    return None


def _module_name(place: PurePosixPath) -> str:
    parts = place.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
