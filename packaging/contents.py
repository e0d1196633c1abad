"""What an installer carries and what it leaves out: build.spec reads it here, and a fast test holds it to it."""

from __future__ import annotations

import platform
import re
import subprocess
from collections.abc import Iterable
from fnmatch import fnmatch
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent

CARRIED = ("models", "resources", "LICENSE")
"""Of the repository, beside the program itself: into the installed folder as they are."""

PICTURES = ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg")
"""Of scikit-image's own, for the start page, the demo and the benchmarks that run where no repository is."""

METADATA = (
    "accelerate", "diffusers", "filelock", "hf-xet", "huggingface-hub", "imageio", "numpy", "opencv-python-headless",
    "packaging", "peft", "pillow", "psutil", "PySide6-Essentials", "pyyaml", "qtawesome", "regex", "requests",
    "safetensors", "scikit-image", "scipy", "tifffile", "tokenizers", "torch", "tqdm", "transformers",
)  # fmt: skip
"""Distributions that others ask for by name and version while the program runs."""

FORBIDDEN = (
    "IPython", "PIL.ImageTk", "PyInstaller", "PyQt5", "PyQt6", "PySide2", "_pytest", "bitsandbytes", "datasets",
    "deepspeed", "ensurepip", "flax", "hypothesis", "idlelib", "jax", "jedi", "keras", "lib2to3", "matplotlib", "mypy",
    "mypyc", "nltk", "notebook", "numba", "onnx", "onnxruntime", "pandas", "pip", "pkg_resources", "pytest",
    "pytestqt", "ray", "ruff", "setuptools", "sklearn", "tensorboard", "tensorflow", "tkinter", "torchaudio",
    "torchvision", "triton", "turtledemo", "wandb", "wheel", "PySide6.QtDesigner", "PySide6.QtHelp", "PySide6.QtPdf",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuick3D", "PySide6.QtQuickControls2", "PySide6.QtQuickWidgets",
    "PySide6.QtSql", "PySide6.QtUiTools", "torch.testing._internal", "torch.utils.tensorboard", "numpy.f2py",
    "scipy.datasets", "skimage.data.tests", "pyqtgraph.opengl", "pyqtgraph.examples",
)  # fmt: skip
"""Tools of those who build, other toolkits, and what libraries would like to have beside them: none is ever needed."""

PRUNED = (
    # torch: headers, its own tests, what only builders of extensions need
    "torch/include/*", "torch/share/*", "torch/test/*", "torch/bin/test_*", "torch/bin/*Test", "torch/bin/protoc*",
    "torch/bin/*.ptl", "torch/bin/*.pt", "torch/bin/upgrader_models/*", "torch/lib/lib*_test.so",
    "torch/lib/libaoti_custom_ops.so", "torch/lib/libbackend_with_compiler.so", "torch/lib/libshm/*",
    "torch/lib/libshm_windows/*", "torch/utils/model_dump/*", "torch/testing/_internal/*", "*.pyi.typed",
    # Qt: what no window of ours shows
    "PySide6/Qt/qml/*", "PySide6/Qt/metatypes/*", "PySide6/Qt/lib/libQt6Qml*", "PySide6/Qt/lib/libQt6Quick*",
    "PySide6/Qt/lib/libQt6Pdf*", "PySide6/Qt/lib/libQt6Designer*", "PySide6/Qt/lib/libQt6VirtualKeyboard*",
    "PySide6/Qt/lib/libQt6Egl*", "PySide6/Qt/lib/libQt6Sql*", "PySide6/Qt/lib/libQt6WaylandEgl*Compositor*",
    "PySide6/Qt/lib/libQt6WaylandCompositor*", "PySide6/Qt/lib/libQt6Lottie*",
    "PySide6/Qt/plugins/egldeviceintegrations/*", "PySide6/Qt/plugins/generic/*", "PySide6/Qt/plugins/sqldrivers/*",
    "PySide6/Qt/plugins/platforms/libqeglfs*", "PySide6/Qt/plugins/platforms/libqlinuxfb*",
    "PySide6/Qt/plugins/platforms/libqvkkhrdisplay*", "PySide6/Qt/plugins/platforms/libqminimalegl*",
    "PySide6/Qt/plugins/platforms/libqvnc*", "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboard*",
    "PySide6/Qt/plugins/imageformats/libqpdf*", "PySide6/Qt/plugins/qml*", "PySide6/Qt/plugins/designer/*",
    "PySide6/Qt/plugins/vectorimageformats/*", "PySide6/Qt/plugins/wayland-graphics-integration-server/*",
    "PySide6/Qt/plugins/printsupport/*", "PySide6/Qt/plugins/networkinformation/*", "PySide6/Qt/plugins/tls/*",
    # GTK's theme would bring all of GTK along, in the build machine's version
    "PySide6/Qt/plugins/platformthemes/libqgtk3*", "libgtk-3*", "libgdk-3*", "libgdk_pixbuf*", "share/icons/*",
    "share/themes/*", "lib/gdk-pixbuf/*",
    # libraries' own tests and samples
    "*/tests/*", "skimage/data/*.npz", "skimage/data/*.npy", "scipy/*/tests/*", "numpy/*/tests/*",
    "networkx/*/tests/*", "sympy/*/tests/*", "transformers/*.md", "diffusers/*.md",
)  # fmt: skip
"""Files that hooks bring along and nobody opens, as patterns of their place in the installed folder."""

LIBRARIES = (
    "libxcb.so.1", "libGLdispatch.so.0", "libGLX.so.0", "libOpenGL.so.0", "libGL.so.1", "libEGL.so.1",
    "libwayland-client.so.0", "libwayland-cursor.so.0", "libwayland-egl.so.1",
)  # fmt: skip
"""What PyInstaller leaves to the system. They come along for systems that have none (studio/libraries.py)."""

LAUNCHER = "studio/__main__.py"


def modules(package: str = "studio") -> list[str]:
    """Every module of ours, also those that are found by the walk of studio/parts.py and imported nowhere."""
    found = []
    for path in sorted((HOME / package).rglob("*.py")):
        parts = path.relative_to(HOME).with_suffix("").parts
        found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def carried() -> list[tuple[str, str]]:
    """Data of ours and pictures of scikit-image's, as PyInstaller takes them: source file, folder it goes to."""
    found = []
    for name in CARRIED:
        place = HOME / name
        files = sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else [place]
        found += [(str(path), str(path.relative_to(HOME).parent)) for path in files]
    data = folder_of("skimage") / "data"
    found += [(str(path), "skimage/data") for path in sorted(data.iterdir()) if path.suffix in (".png", ".jpg", ".gif")]
    found += [(str(path), "qtawesome/fonts") for path in sorted((folder_of("qtawesome") / "fonts").iterdir())]
    return found


def folder_of(package: str) -> Path:
    """Where an installed package lies, without importing it."""
    found = find_spec(package)
    if found is None or found.origin is None:
        raise SystemExit(f"{package} is not installed: run python3 start.py package.")
    return Path(found.origin).parent


def version() -> str:
    """As studio/__init__.py says."""
    told = re.search(r'__version__ = "([^"]+)"', (HOME / "studio" / "__init__.py").read_text(encoding="utf-8"))
    if told is None:
        raise SystemExit("studio/__init__.py tells no version.")
    return told[1]


def shared_library(name: str) -> Path | None:
    """Where this Linux keeps a library, by what its loader knows; None when it has none."""
    told = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    bits = "x86-64" if platform.machine() == "x86_64" else "AArch64"
    for line in told.splitlines():
        if line.strip().startswith(f"{name} ") and bits in line:
            return Path(line.rpartition("=> ")[2]).resolve()
    return None


def kept(place: str) -> bool:
    """Whether a file belongs into the installed folder; `place` is where it would lie there."""
    place = place.replace("\\", "/")
    return not any(fnmatch(place, pattern) for pattern in PRUNED)


def licences(names: Iterable[str]) -> list[tuple[str, str]]:
    """The licence texts of the distributions `names`, each into licences/<name>."""
    found = []
    for name in sorted(set(names), key=str.lower):
        try:
            files = distribution(name).files or []
        except PackageNotFoundError:
            continue
        for file in files:
            if file.parts[0].endswith(".dist-info") and file.name.upper().startswith(
                ("LICEN", "COPYING", "NOTICE", "AUTHORS")
            ):
                found.append((str(file.locate()), f"licences/{name}"))
    return found
