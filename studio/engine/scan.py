"""Walks through folders of models as other programs lay them out, and finds what could be a model, where it lies.

Understood: diffusers folders (`model_index.json`), single components (`config.json` beside weights), single files
anywhere below A1111's, ComfyUI's or anybody's folders, `extra_model_paths.yaml`, and the Hugging Face cache.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from studio.core.errors import Unreadable
from studio.engine import headers
from studio.families.family import Files

DEEPEST = 8
EXTRA_PATHS = "extra_model_paths.yaml"
_OTHERS = {".git", "venv", ".venv", "node_modules", "__pycache__", "site-packages", "custom_nodes", "blobs", "refs"}
_NO_WEIGHTS = {
    ".txt", ".md", ".json", ".yaml", ".yml", ".toml", ".py", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".html", ".part",
    ".info", ".lock", ".bin", ".ckpt", ".pt", ".pth", ".onnx", ".gguf", ".zip", ".csv", ".xml", ".pyc", ".svg", ".npy",
}  # fmt: skip
_OPTIONAL = {"safety_checker", "feature_extractor"}
_WEIGHTLESS = ("Scheduler", "Tokenizer", "TokenizerFast", "Processor", "FeatureExtractor", "ProcessorFast")


class Found(NamedTuple):
    """What could be a model: a file or a folder, the weight files it is made of, and a name it goes by elsewhere."""

    path: Path
    weights: tuple[Path, ...]
    name: str = ""

    @property
    def nbytes(self) -> int:
        return sum(path.stat().st_size for path in self.weights)

    def signature(self) -> str:
        """Changes when one of the files does, or the card beside them."""
        digest = hashlib.sha256()
        cards = {path.with_name("card.md"): None for path in self.weights}
        for path in (*self.weights, *cards, *(self.path / name for name in ("model_index.json", "config.json"))):
            try:
                told = path.stat()
            except OSError:
                continue
            digest.update(f"{path}|{told.st_mtime_ns}|{told.st_size}\n".encode())
        return digest.hexdigest()


def found_under(root: Path) -> Iterator[Found]:
    """Everything below `root` that could be a model; a root may also be one itself, or an extra_model_paths.yaml."""
    seen: set[str] = set()
    for place in _roots_of(root):
        yield from _walk(place, 0, seen)


def _roots_of(root: Path) -> Iterator[Path]:
    listing = root if root.name == EXTRA_PATHS else root / EXTRA_PATHS
    if listing.is_file():
        yield from extra_paths(listing)
    if root.is_file() and root.name == EXTRA_PATHS:
        return
    installed = any((root / name).exists() for name in ("webui.py", "launch.py", "main.py", "comfy"))
    if installed and (root / "models").is_dir():  # a whole A1111 or ComfyUI: only its models, not its pictures
        yield from (root / name for name in ("models", "embeddings") if (root / name).is_dir())
    else:
        yield root


def extra_paths(listing: Path) -> Iterator[Path]:
    """The folders that a ComfyUI `extra_model_paths.yaml` names."""
    import yaml  # type: ignore[import-untyped]

    try:
        sections = yaml.safe_load(listing.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return
    for section in sections.values() if isinstance(sections, dict) else ():
        if not isinstance(section, dict):
            continue
        base = listing.parent / Path(str(section.get("base_path", ""))).expanduser()
        for key, value in section.items():
            if key not in ("base_path", "is_default") and isinstance(value, str):
                places = (base / line.strip() for line in value.splitlines() if line.strip())
                yield from (place for place in places if place.exists())


def _walk(path: Path, depth: int, seen: set[str]) -> Iterator[Found]:
    """`seen` holds real paths, so that links in a circle end and nothing is found twice."""
    real = os.path.realpath(path)
    if real in seen or depth > DEEPEST:
        return
    seen.add(real)
    if path.is_file():
        if _is_weights(path):
            yield Found(path, (path,))
        return
    if (path / "state.json").is_file():  # a checkpoint of a training: what is made of it lies in the folder above
        return
    snapshot = _snapshot(path)
    if snapshot is not None:
        yield from _as_folder(snapshot, path.name.removeprefix("models--").replace("--", "/"))
        return
    folder = list(_as_folder(path))
    if folder:
        yield from folder
        return
    try:
        inside = sorted(path.iterdir())
    except OSError:
        return
    for child in inside:
        if not child.name.startswith(".") and child.name not in _OTHERS:
            yield from _walk(child, depth + 1, seen)


def _as_folder(path: Path, name: str = "") -> Iterator[Found]:
    """`path` as one model, if it is one: a pipeline, or a component with its configuration."""
    if (path / "model_index.json").is_file():
        yield Found(path, tuple(sorted(file for file in path.glob("**/*.safetensors") if file.is_file())), name)
    elif (path / "config.json").is_file():
        weights = tuple(sorted(path.glob("*.safetensors")))
        if weights:
            yield Found(path, weights, name)
    elif name:
        yield from (Found(file, (file,), name) for file in sorted(path.glob("*.safetensors")))


def _snapshot(path: Path) -> Path | None:
    """The version in use of a model in the Hugging Face cache: what `refs/main` names, else the newest."""
    if not path.name.startswith("models--") or not (path / "snapshots").is_dir():
        return None
    try:
        chosen = path / "snapshots" / (path / "refs" / "main").read_text().strip()
        if chosen.is_dir() and chosen.parent.name == "snapshots":
            return chosen
    except OSError:
        pass
    versions = sorted((path / "snapshots").iterdir(), key=lambda version: version.stat().st_mtime)
    return versions[-1] if versions else None


def _is_weights(path: Path) -> bool:
    suffix = path.suffix.lower()
    return suffix == ".safetensors" or (suffix not in _NO_WEIGHTS and headers.looks_like_one(path))


def opened(found: Found) -> tuple[Files, str]:
    """What can be told of it without loading, and what is wrong with it (empty when nothing is)."""
    keys: dict[str, tuple[int, ...]] = {}
    metadata: dict[str, str] = {}
    problem = ""
    for path in found.weights:
        folder = path.parent.relative_to(found.path) if found.path.is_dir() else Path()
        prefix = "" if folder == Path() else f"{folder.as_posix()}/"
        try:
            there, texts = headers.contents(path)
            keys |= {prefix + name: shape for name, shape in there.items()}
            metadata |= texts if path == found.path else {}
        except Unreadable as error:
            problem = problem or f"{prefix}{error}"
    index: Any = {}
    for name in ("model_index.json", "config.json"):
        file = found.path / name
        if found.path.is_dir() and file.is_file():
            try:
                index = json.loads(file.read_text(encoding="utf-8"))
                break
            except (OSError, ValueError):
                problem = problem or f"Its {name} is not readable JSON."
    if not isinstance(index, dict):
        index, problem = {}, problem or "Its configuration is not what it should be."
    return Files(found.path, keys, index, metadata), problem or lacking(found, index)


def lacking(found: Found, index: dict[str, Any]) -> str:
    """Which part of a diffusers folder is missing, in a sentence; empty when all are there."""
    for part, kind in index.items():
        wanted = isinstance(kind, list) and len(kind) == 2 and isinstance(kind[1], str)
        if part.startswith("_") or part in _OPTIONAL or not wanted:
            continue
        folder = found.path / part
        if not folder.is_dir() or not any(folder.iterdir()):
            return f"Its {part} is missing: there should be a folder {part} in {found.path.name}."
        if kind[1].endswith(_WEIGHTLESS):
            continue
        problem = _lacking_weights(folder, part)
        if problem:
            return problem
    return ""


def _lacking_weights(folder: Path, part: str) -> str:
    there = {path.name for path in folder.iterdir()}
    for listing in folder.glob("*.safetensors.index.json"):
        try:
            shards = set(json.loads(listing.read_text(encoding="utf-8"))["weight_map"].values())
        except (OSError, ValueError, KeyError, AttributeError):
            return f"The list of parts of its {part} is not readable."
        if shards - there:
            return f"Its {part} lacks {sorted(shards - there)[0]}."
    if any(name.endswith(".safetensors") for name in there):
        return ""
    if any(name.endswith((".bin", ".pt", ".ckpt")) for name in there):
        return f"Its {part} is only there as a pickle, which may run foreign code. Get its safetensors files."
    return f"Its {part} has no weights."
