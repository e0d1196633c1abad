"""Every model that is there to be used: found in the artist's folders by content, never moved, never loaded to look."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import studio
from studio import places
from studio.core.errors import BadRequest, PentimentoError, Unreadable
from studio.core.signal import Signal
from studio.engine import catalogue
from studio.engine.catalogue import Offer
from studio.engine.roots import remembered
from studio.engine.scan import Found, found_under, opened
from studio.families.family import Family, ModelEntry, Sizes, title_beside
from studio.families.tasks import Edit, Encode, Report, Task, silent
from studio.parts import parts

FINDING = (Edit.verb, Encode.verb)
"""Tasks that begin by finding where a picture lies in a model’s space: docs/models.md has what that is worth."""


def standard_roots() -> tuple[Path, ...]:
    """What ships with the studio, the user's own models, and the Hugging Face cache where there is one."""
    roots = [places.shipped_models(), places.data() / "models", *remembered()]
    named = os.environ.get("HF_HUB_CACHE") or os.environ.get("HF_HOME")
    if named:
        cache = Path(named) if "HF_HUB_CACHE" in os.environ else Path(named) / "hub"
        roots.append(cache)
    elif "PENTIMENTO_HOME" not in os.environ:  # with a home of its own the studio looks nowhere else
        roots.append(Path.home() / ".cache" / "huggingface" / "hub")
    return tuple(roots)


class Library:
    """`roots` are looked through by `refresh`; entries of families that need no weights are there from the start.

    `scan` and `fetch` may run on any thread; all else belongs to the one that made it, and `changed` is emitted there.
    `preferred` maps verbs to the artist's choice of model id. `offline` True refuses every download.
    """

    def __init__(
        self, roots: Sequence[Path] | None = None, families: Sequence[Family] | None = None, *, offline: bool = False
    ) -> None:
        self.roots: tuple[Path, ...] = tuple(standard_roots() if roots is None else map(Path, roots))
        self.families: tuple[Family, ...] = tuple(parts("studio.families") if families is None else families)
        self.offline = offline
        self.preferred: dict[str, str] = {}
        self.changed: Signal[[]] = Signal()
        self._entries = self._named(())

    # What is there

    @property
    def entries(self) -> tuple[ModelEntry, ...]:
        """All, also those with a `problem`."""
        return self._entries

    @property
    def modules(self) -> tuple[str, ...]:
        """What the worker may import ahead: what the families need that have a model here."""
        ready = {entry.family for entry in self._entries if not entry.problem}
        return tuple(name for family in self.families if family.id in ready for name in family.ahead)

    def for_task(self, verb: str) -> tuple[ModelEntry, ...]:
        """Those that answer `verb`, the usable ones first."""
        return tuple(sorted((entry for entry in self._entries if verb in entry.tasks), key=lambda e: bool(e.problem)))

    def default(self, verb: str) -> ModelEntry | None:
        """The artist's choice, else one that ships with the studio (of several the one for larger pictures, and to
        find a picture's place one that has an encoder), else one without weights, else any; styles after all others."""
        usable = [entry for entry in self.for_task(verb) if not entry.problem]
        chosen, finds = self.preferred.get(verb, ""), verb in FINDING

        def order(entry: ModelEntry) -> tuple[bool, bool, bool, bool, int, bool]:
            return (entry.id != chosen, bool(entry.details.get("styles")), not entry.shipped,
                    entry.path is not None, -entry.side, finds and not entry.details.get("encoder"))  # fmt: skip

        return min(usable, key=order, default=None)

    def entry(self, name: str | Path) -> ModelEntry | None:
        """By id, or by the path of a file or folder, which is added when it is new. None when there is none."""
        for entry in self._entries:
            if entry.id == str(name):
                return entry
        path = Path(name).expanduser()
        if not name or not os.path.exists(path):
            return None
        here = _same(path)
        for entry in self._entries:
            if entry.path is not None and _same(entry.path) == here:
                return entry
        return next(iter(self.add(path)), None)

    def near(self, name: str) -> str:
        """A hint for a name that is not known: the most similar ones, or all."""
        import difflib

        ids = [entry.id for entry in self._entries]
        close = difflib.get_close_matches(name, ids, 3, 0.5)
        return f"Did you mean {' or '.join(close)}?" if close else f"There are: {', '.join(ids) or 'none'}."

    def predict(self, entry: ModelEntry, task: Task) -> int:
        """Bytes that loading `entry` and doing `task` will take, as its family reckons."""
        return next((family.memory(entry, task) for family in self.families if family.id == entry.family), entry.nbytes)

    # Looking

    def scan(self) -> tuple[ModelEntry, ...]:
        """Looks through the roots and says what is there, without changing anything here. What was seen before and
        has not changed since is not read again."""
        known = _Remembered(self.families)
        seen = [entry for root in self.roots for found in found_under(root) if (entry := self._look(found, known))]
        known.keep()
        return self._named(seen)

    def take(self, entries: Iterable[ModelEntry]) -> None:
        """Makes what `scan` found the library's own."""
        fresh = tuple(entries)
        if fresh != self._entries:
            self._entries = fresh
            self.changed.emit()

    def refresh(self) -> Library:
        self.take(self.scan())
        return self

    def add(self, path: Path) -> tuple[ModelEntry, ...]:
        """Uses a model, or all in a folder, where it lies. BadRequest when there is none."""
        path = Path(path).expanduser()
        if not os.path.exists(path):
            raise BadRequest(f"There is no file or folder {path}.")
        known = _Remembered(self.families)
        seen = [entry for found in found_under(path) if (entry := self._look(found, known))]
        if not seen:
            raise BadRequest(f"No model in {path} is of a kind this studio knows.")
        known.keep()
        if path not in self.roots:
            self.roots = (*self.roots, path)
        others = [entry for entry in self._entries if entry.path is not None]
        here = {_same(entry.path) for entry in seen if entry.path}
        self.take(self._named([*(e for e in others if e.path and _same(e.path) not in here), *seen]))
        return tuple(entry for entry in self._entries if entry.path and _same(entry.path) in here)

    def _look(self, found: Found, known: _Remembered) -> ModelEntry | None:
        signature = found.signature()
        if known.has(found.path, signature):
            return known.get(found.path)
        files, problem = opened(found)
        entry = next((entry for family in self.families if (entry := family.recognise(files))), None)
        if entry is None and problem:
            entry = ModelEntry(found.path.stem, found.path.stem, "", ())
        if entry is not None:
            shipped = found.path.is_relative_to(places.shipped_models())
            title = title_beside(found.path if found.path.is_file() else found.path / "card.md")
            entry = dataclasses.replace(
                entry, path=found.path, nbytes=entry.nbytes or found.nbytes, problem=entry.problem or problem,
                shipped=shipped, id=found.name or entry.id, name=title or found.name.split("/")[-1] or entry.name,
            )  # fmt: skip
        known.put(found.path, signature, entry)
        return entry

    def _named(self, seen: Sequence[ModelEntry]) -> tuple[ModelEntry, ...]:
        """Built-in ones first; no id twice, no file twice."""
        out: dict[str, ModelEntry] = {entry.id: entry for family in self.families for entry in family.builtin}
        paths: set[str] = set()
        for entry in seen:
            if entry.path is not None and _same(entry.path) in paths:
                continue
            paths.add(_same(entry.path) if entry.path else "")
            name, number = entry.id, 1
            while name in out:
                number += 1
                name = f"{entry.id}-{number}"
            out[name] = dataclasses.replace(entry, id=name)
        return tuple(out.values())

    # Getting more

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What can be downloaded."""
        return catalogue.offers()

    def offer(self, id: str) -> Offer:
        """BadRequest when the catalogue has none of that name."""
        return catalogue.offer(id)

    def fetch(self, id: str, report: Report = silent) -> Path:
        """Downloads a model of the catalogue and says where it lies: whole or not at all, and going on where an
        earlier try was broken off. Raises what `report` raises, e.g. Cancelled."""
        offer = self.offer(id)
        if self.offline:
            raise BadRequest("The studio is set to stay offline.", "Allow the network in the preferences to download.")
        return catalogue.fetch(offer, places.data() / "models", report)

    def pull(self, id: str, report: Report = silent) -> ModelEntry:
        """Downloads a model and adds it."""
        return self.add(self.fetch(id, report))[0]

    def verify(self, entry: ModelEntry) -> str:
        """What is wrong with a model's files, in a sentence; empty when they are what they were when published."""
        if entry.path is None:
            return ""
        if entry.problem:
            return entry.problem
        try:
            return catalogue.verify(entry)
        except Unreadable as error:
            return str(error)


def _same(path: Path) -> str:
    return os.path.realpath(path)


class _Remembered:
    """What was recognised at the last look, by path and signature, in the cache folder."""

    def __init__(self, families: Sequence[Family]) -> None:
        self._path = places.cache() / "models.json"
        self._key = f"{studio.__version__} {_written(families)} {places.shipped_models()}"
        self._known: dict[str, dict[str, Any]] = {}
        self._changed = False
        try:
            told = json.loads(self._path.read_text(encoding="utf-8"))
            if told["key"] == self._key and isinstance(told["models"], dict):
                self._known = told["models"]
        except (OSError, ValueError, KeyError, TypeError):
            pass

    def has(self, path: Path, signature: str) -> bool:
        return str(path) in self._known and self._known[str(path)].get("signature") == signature

    def get(self, path: Path) -> ModelEntry | None:
        told = self._known[str(path)].get("entry")
        return None if told is None else _from_json(told)

    def put(self, path: Path, signature: str, entry: ModelEntry | None) -> None:
        self._known[str(path)] = {"signature": signature, "entry": None if entry is None else _to_json(entry)}
        self._changed = True

    def keep(self) -> None:
        if not self._changed:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_suffix(f".{os.getpid()}")
            fresh.write_text(json.dumps({"key": self._key, "models": self._known}), encoding="utf-8")
            os.replace(fresh, self._path)
        except (OSError, TypeError):  # looked through again next time
            return


def _written(families: Sequence[Family]) -> str:
    """Which cards judged, and when they were written: a card that learns to recognise more looks anew."""
    told = []
    for family in families:
        file = getattr(sys.modules.get(family.recognise.__module__), "__file__", None)
        told.append(f"{family.id}:{os.stat(file).st_mtime_ns if file and os.path.exists(file) else 0}")
    return " ".join(told)


def _to_json(entry: ModelEntry) -> dict[str, Any]:
    told = {field.name: getattr(entry, field.name) for field in dataclasses.fields(entry)}
    return told | {"path": str(entry.path), "details": dict(entry.details), "sizes": list(entry.sizes)}


def _from_json(told: Mapping[str, Any]) -> ModelEntry:
    path, sizes, tasks = Path(told["path"]), Sizes(*told["sizes"]), tuple(told["tasks"])
    return ModelEntry(**{**told, "path": path, "sizes": sizes, "tasks": tasks})


__all__ = ["Library", "Offer", "PentimentoError", "standard_roots"]
