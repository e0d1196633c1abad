"""The part for graphics cards comes whole or not at all, works or is not used, and never takes the processor away."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from studio import places
from studio.core.errors import BadRequest, JobFailed
from studio.engine import catalogue, gpu
from studio.engine.job import Cancelled

TORCH = '''
__version__ = "9.9+card"
float32 = None
class cuda:
    is_available = staticmethod(lambda: True)
    get_device_name = staticmethod(lambda: "Painted Card")
class Square:
    def __matmul__(self, other): return self
    def sum(self): return 4096.0
def ones(shape, device): return Square()
'''
"""Stands for torch: a wheel of one file, which says what the trial asks for."""


class Shelf(NamedTuple):
    folder: Path
    resources: Path

    def lay(self, source: str = TORCH, name: str = "torch-9.9-py3-none-any.whl", sha256: str = "") -> None:
        """One wheel to fetch, and the list that names it."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as wheel:
            wheel.writestr("torch/__init__.py", source)
            wheel.writestr("torch-9.9.dist-info/METADATA", "Name: torch\nVersion: 9.9\n")
        data = packed.getvalue()
        (self.folder / name).write_bytes(data)
        digest = sha256 or hashlib.sha256(data).hexdigest()
        (self.resources / gpu.LIST).write_text(
            f'[{gpu.kind()}]\nname = "torch 9.9"\nfamily = "torch"\nlicence = "BSD-3-Clause"\n[[{gpu.kind()}.files]]\n'
            f'url = "https://wheels.invalid/{name}"\nsha256 = "{digest}"\nsize = {len(data)}\n'
        )


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Tests stay quiet."""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    folder, resources = tmp_path / "shelf", tmp_path / "resources"
    folder.mkdir()
    resources.mkdir()
    monkeypatch.setattr(places, "resources", lambda: resources)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    monkeypatch.setenv(catalogue.MIRROR, f"http://127.0.0.1:{server.server_port}/")
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    yield Shelf(folder, resources)
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_is_fetched_tried_and_used_from_the_next_start_on(shelf: Shelf) -> None:
    shelf.lay()
    assert gpu.status() == {"state": "none"}
    assert not gpu.use()
    heard: list[float] = []
    told = gpu.get(offline=False, report=lambda fraction, note="": heard.append(fraction))
    assert told["state"] == "ready"
    assert told["card"] == "Painted Card"
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert gpu.use()
    assert sys.path[0] == str(gpu.folder())
    assert sorted(path.name for path in gpu.home().iterdir()) == ["runtime"], "neither wheels nor drafts are left"


def test_where_nothing_is_listed_it_says_so(shelf: Shelf) -> None:
    with pytest.raises(BadRequest, match="listed for this build"):
        gpu.get(offline=False)


def test_offline_stays_offline(shelf: Shelf) -> None:
    shelf.lay()
    with pytest.raises(BadRequest, match="offline"):
        gpu.get(offline=True)


def test_a_wheel_that_is_not_what_was_published_is_thrown_away(shelf: Shelf) -> None:
    shelf.lay(sha256="0" * 64)
    with pytest.raises(JobFailed, match="not the file that was published"):
        gpu.get(offline=False)
    assert gpu.status() == {"state": "none"}


def test_what_does_not_run_here_is_not_installed_and_what_stood_there_stays(shelf: Shelf) -> None:
    shelf.lay()
    gpu.get(offline=False)
    shelf.lay(TORCH.replace("lambda: True", "lambda: False"), "torch-10-py3-none-any.whl")
    with pytest.raises(JobFailed, match="sees no card"):
        gpu.get(offline=False)
    assert gpu.status()["state"] == "ready"
    assert not (gpu.home() / "fresh").exists()


def test_a_torch_that_crashes_is_survived_and_named(shelf: Shelf) -> None:
    shelf.lay("import os\nos._exit(3)\n")
    with pytest.raises(JobFailed, match="ended with 3"):
        gpu.get(offline=False)
    assert gpu.status() == {"state": "none"}


def test_a_full_disk_leaves_everything_as_it_was(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.lay()
    gpu.get(offline=False)
    usage = shutil.disk_usage(gpu.home())
    shelf.lay(TORCH.replace("9.9+card", "10"), "torch-10-py3-none-any.whl")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=10))
    with pytest.raises(JobFailed, match="than the disk has free"):
        gpu.get(offline=False)
    assert gpu.status()["torch"] == "9.9+card"
    assert gpu.use()


def test_a_disk_that_fills_up_while_unpacking_leaves_the_processor(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.lay()

    def full(archive: zipfile.ZipFile, one: zipfile.ZipInfo, target: Path) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "extract", full)
    with pytest.raises(JobFailed, match="No space left"):
        gpu.get(offline=False)
    assert gpu.status() == {"state": "none"}
    assert not (gpu.home() / "fresh").exists()


def test_cancelling_leaves_nothing_half_made(shelf: Shelf) -> None:
    shelf.lay()

    def cancel(fraction: float, note: str = "") -> None:
        if note == "Unpacking":
            raise Cancelled

    with pytest.raises(Cancelled):
        gpu.get(offline=False, report=cancel)
    assert gpu.status() == {"state": "none"}
    assert not (gpu.home() / "fresh").exists()


def test_a_part_of_another_build_is_not_used(shelf: Shelf) -> None:
    shelf.lay()
    gpu.get(offline=False)
    ready = gpu.folder() / gpu.READY
    ready.write_text(json.dumps(json.loads(ready.read_text()) | {"kind": "linux-x86_64-cp399"}))
    assert gpu.status()["state"] == "other"
    assert not gpu.use()


def test_one_that_cannot_be_loaded_any_more_switches_itself_off(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.lay()
    gpu.get(offline=False)
    gpu.use()
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    with pytest.raises(JobFailed, match="switched off"), gpu.trial():
        raise ImportError("libcuda is gone")
    assert gpu.status()["state"] == "failed"
    assert "libcuda" in gpu.status()["reason"]
    assert not gpu.use()
    gpu.get(offline=False)
    assert gpu.use(), "got anew, it gets another chance"


def test_one_that_took_the_program_along_is_not_tried_twice(shelf: Shelf) -> None:
    shelf.lay()
    gpu.get(offline=False)
    (gpu.home() / f"trial-{os.getpid()}").write_text("")
    assert gpu.status()["state"] == "ready", "that process is alive and may still come back"
    (gpu.home() / "trial-999999999").write_text("")
    assert gpu.status()["state"] == "failed"


def test_what_loads_leaves_no_mark(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.lay()
    gpu.get(offline=False)
    gpu.use()
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    with gpu.trial():
        assert list(gpu.home().glob("trial-*"))
    assert not list(gpu.home().glob("trial-*"))


def test_it_can_be_given_back(shelf: Shelf) -> None:
    shelf.lay()
    gpu.get(offline=False)
    gpu.drop()
    assert gpu.status() == {"state": "none"}
    assert not gpu.home().exists()


def test_a_card_is_asked_for_without_torch() -> None:
    loaded = "torch" in sys.modules
    assert isinstance(gpu.card(), str)
    assert ("torch" in sys.modules) is loaded
