"""A download is whole or not at all, goes on where it broke off, and is what was published."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from pentimento_test_cards import BRUSH
from safetensors.numpy import save

from studio import places
from studio.core.errors import BadRequest, JobFailed
from studio.engine import catalogue
from studio.engine.catalogue import Offer, Part, fetch, offers
from studio.engine.job import Cancelled
from studio.engine.library import Library
from studio.families.tasks import silent

ASSETS = Path(__file__).parents[3] / "shared" / "assets"
WEIGHTS = save({"brush.weight": np.random.default_rng(0).random((400, 900)).astype(np.float32)})


class Shelf(ThreadingHTTPServer):
    """Serves `files` by path. `ranges` off: only ever whole. `breaks` bytes: hangs up after so many, once."""

    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.files: dict[str, bytes] = {}
        self.folder: Path | None = None
        self.ranges = True
        self.breaks = 0
        self.asked: list[str | None] = []

    def handle_error(self, request: object, address: object) -> None:
        """A client that hangs up is nothing to print about."""


class Answer(BaseHTTPRequestHandler):
    server: Shelf

    def do_GET(self) -> None:
        shelf = self.server
        wanted = self.headers.get("Range")
        shelf.asked.append(wanted)
        content = shelf.files.get(self.path)
        if content is None and shelf.folder is not None and (shelf.folder / self.path[1:]).is_file():
            content = (shelf.folder / self.path[1:]).read_bytes()
        if content is None:
            self.send_error(404)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and shelf.ranges else 0
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        rest = content[start:]
        if shelf.breaks:
            rest, shelf.breaks = rest[: shelf.breaks], 0
        self.wfile.write(rest)

    def log_message(self, format: str, *args: object) -> None:
        """Tests stay quiet."""


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    server = Shelf()
    server.files["/artist/moon/model.safetensors"] = WEIGHTS
    server.files["/artist/moon/config.json"] = b"{}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    monkeypatch.setenv(catalogue.MIRROR, f"http://127.0.0.1:{server.server_port}/")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def part(path: str, content: bytes, **other: object) -> Part:
    values = {"name": Path(path).name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content), **other}
    return Part(url=f"https://models.example{path}", **values)  # type: ignore[arg-type]


def moon(**other: object) -> Offer:
    parts = (
        part("/artist/moon/config.json", b"{}"),
        part("/artist/moon/model.safetensors", WEIGHTS, **other),
    )
    return Offer("moon", "Moon", "brush", "CC0", parts)


def test_a_download_is_whole_and_reports_its_way(shelf: Shelf, tmp_path: Path) -> None:
    told: list[float] = []
    folder = fetch(moon(), tmp_path, lambda fraction, note="": told.append(fraction))
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS
    assert sorted(path.name for path in tmp_path.iterdir()) == ["moon"]
    assert told == sorted(told)
    assert told[-1] == 1.0
    fetch(moon(), tmp_path, silent)
    assert len(shelf.asked) == 2, "what is there is not asked for again"


def test_a_download_that_broke_off_goes_on_where_it_stopped(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files["/artist/moon/config.json"] = b"{}"
    fetch_one = Offer("moon", "Moon", "brush", "CC0", moon().parts[1:])
    shelf.breaks = 500_000
    with pytest.raises(JobFailed, match=r"could not be downloaded|broke off") as caught:
        fetch(fetch_one, tmp_path, silent)
    assert "goes on where it stopped" in caught.value.hint
    assert not (tmp_path / "moon").exists()
    held = (tmp_path / "moon.part" / "model.safetensors").stat().st_size
    assert 0 < held <= 500_000
    assert (fetch(fetch_one, tmp_path, silent) / "model.safetensors").read_bytes() == WEIGHTS
    assert shelf.asked == [None, f"bytes={held}-"]


def test_a_server_that_only_sends_whole_files_is_asked_anew(shelf: Shelf, tmp_path: Path) -> None:
    shelf.ranges = False
    (tmp_path / "moon.part").mkdir()
    (tmp_path / "moon.part" / "model.safetensors").write_bytes(WEIGHTS[:1000])
    assert (fetch(moon(), tmp_path, silent) / "model.safetensors").read_bytes() == WEIGHTS


def test_cancelling_keeps_what_is_there_for_the_next_time(shelf: Shelf, tmp_path: Path) -> None:
    def enough(fraction: float, note: str = "") -> None:
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        fetch(moon(), tmp_path, enough)
    assert not (tmp_path / "moon").exists()
    assert (tmp_path / "moon.part" / "model.safetensors").stat().st_size > 0
    assert fetch(moon(), tmp_path, silent).is_dir()


@pytest.mark.parametrize("wrong", [{"sha256": "0" * 64}, {"size": len(WEIGHTS) - 7}])
def test_what_is_not_what_was_published_is_thrown_away(shelf: Shelf, tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(JobFailed, match="not the file that was published"):
        fetch(moon(**wrong), tmp_path, silent)
    assert not (tmp_path / "moon").exists()
    assert not (tmp_path / "moon.part" / "model.safetensors").exists()


def test_a_file_that_is_not_there_and_a_server_that_is_not_there_are_sentences(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.files.clear()
    with pytest.raises(JobFailed, match=r"Moon could not be downloaded: Not Found\."):
        fetch(moon(), tmp_path, silent)
    monkeypatch.setenv(catalogue.MIRROR, "http://127.0.0.1:9")
    with pytest.raises(JobFailed, match="Moon could not be downloaded"):
        fetch(moon(), tmp_path, silent)


def test_a_full_disk_is_said_before_anything_is_asked(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = catalogue.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(catalogue.shutil, "disk_usage", lambda path: usage._replace(free=1000))
    with pytest.raises(JobFailed, match="more than the disk has free"):
        fetch(moon(), tmp_path, silent)
    assert shelf.asked == []


def test_only_the_web_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(catalogue.MIRROR, raising=False)
    offer = Offer("moon", "Moon", "brush", "CC0", (Part("file:///etc/passwd", "passwd", "0" * 64, 10),))
    with pytest.raises(BadRequest, match="http or https"):
        fetch(offer, tmp_path, silent)


def listed(folder: Path, name: str = "model.safetensors") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(WEIGHTS).hexdigest()
    (folder / "catalogue.toml").write_text(
        f'[moon]\nname = "Moon"\nfamily = "brush"\nlicence = "CC0"\n[[moon.files]]\n'
        f'url = "https://models.example/artist/moon/model.safetensors"\nname = "{name}"\n'
        f'sha256 = "{digest}"\nsize = {len(WEIGHTS)}\n'
    )


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    listed(tmp_path / "shipped")
    monkeypatch.setattr(places, "shipped_models", lambda: tmp_path / "shipped")
    return Library(None, (BRUSH,))


def test_a_model_that_was_pulled_is_in_the_library_and_intact(shelf: Shelf, library: Library) -> None:
    assert library.offer("moon").nbytes == len(WEIGHTS)
    entry = library.pull("moon")
    assert entry.tasks == ("generate",)
    assert entry in library.entries
    assert library.verify(entry) == ""
    assert Library(None, (BRUSH,)).refresh().entries == library.entries
    assert entry.path is not None
    with entry.path.open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\xff")
    assert library.verify(entry) == "model.safetensors is not the file that was published."


def test_offline_nothing_is_asked_of_anybody(shelf: Shelf, library: Library) -> None:
    library.offline = True
    with pytest.raises(BadRequest, match="stay offline"):
        library.pull("moon")
    assert shelf.asked == []


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "a/../../evil"])
def test_a_catalogue_cannot_write_elsewhere(library: Library, name: str) -> None:
    listed(places.shipped_models(), name)
    with pytest.raises(BadRequest, match="outside"):
        offers()


def test_a_card_beside_shipped_weights_is_proof_too(library: Library, tmp_path: Path) -> None:
    folder = places.shipped_models() / "star"
    folder.mkdir()
    (folder / "star.safetensors").write_bytes(WEIGHTS)
    digest = hashlib.sha256(WEIGHTS).hexdigest()
    (folder / "card.md").write_text(f"# Star\n\n    {digest}  star.safetensors\n    {'0' * 64}  other.safetensors\n")
    entry = library.refresh().entry("star")
    assert entry is not None
    assert library.verify(entry) == "other.safetensors is missing."


def test_the_catalogue_that_ships_can_be_read() -> None:
    for offer in offers():
        assert offer.nbytes > 0
        assert offer.licence
        for part in offer.parts:
            assert urlsplit(part.url).scheme == "https"
            assert len(part.sha256) == 64


@pytest.mark.skipif(not (ASSETS / "manifest.json").exists(), reason="needs ../shared/assets, the mirror of real files")
def test_real_files_come_whole_from_a_mirror_of_their_addresses(shelf: Shelf, tmp_path: Path) -> None:
    shelf.folder = ASSETS / "mirror"
    told = [file for file in json.loads((ASSETS / "manifest.json").read_text()) if file["what"].startswith("TAESD")][:2]
    parts = tuple(Part(file["url"], Path(file["path"]).name, file["sha256"], file["bytes"]) for file in told)
    folder = fetch(Offer("taesd", "TAESD", "brush", "MIT", parts), tmp_path, silent)
    for file in told:
        content = (folder / Path(file["path"]).name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"]
