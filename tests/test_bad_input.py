"""What is wrong with a file or a wish is said in one sentence, with an exit status, and never costs what was there."""

from __future__ import annotations

import json
import os
import resource
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.__main__ import main
from studio.families.diffusion.tiny import write
from studio.formats.files import open_flat

RAMP = np.linspace(0, 255, 48, dtype=np.uint8)[None, :].repeat(32, 0)
COLOURS = np.dstack([RAMP, RAMP[:, ::-1], np.full_like(RAMP, 90)])


def run(*words: object) -> int:
    return main([str(word) for word in words])


# Files that are no pictures


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")


def wrong_ora(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "image/openraster")
        archive.writestr("stack.xml", '<image w="8" h="8"><stack><layer src="data/none.png"/></stack></image>')


def cut_off(path: Path) -> None:
    Image.fromarray(COLOURS).save(path)
    path.write_bytes(path.read_bytes()[:-40])


BAD: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "truncated png": ("cut.png", cut_off, "cut.png"),
    "truncated jpeg": ("cut.jpg", cut_off, "cut.jpg"),
    "zero bytes": ("nothing.png", lambda path: path.write_bytes(b""), "nothing.png is empty"),
    "renamed": ("letter.png", lambda path: path.write_text("Dear reader, …"), "letter.png is not a picture"),
    "enormous": ("sky.png", lambda path: path.write_bytes(png_that_claims(40_000, 30_000)),
                 "sky.png is 40000 × 30000 pixels; the largest that can be opened is 16384 × 16384."),
    "wrong ora": ("wrong.ora", wrong_ora, "data/none.png"),
    "no zip": ("wrong.ora", lambda path: path.write_bytes(b"PK\3\4 and then something else"), "wrong.ora"),
    "missing": ("gone.png", lambda path: None, "gone.png"),
    "folder": ("folder.png", lambda path: path.mkdir(), "folder.png is a folder."),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("command", ["convert", "info", "fill", "fill --mask"])
def test_what_is_no_picture_is_refused_in_a_sentence(kind: str, command: str, tmp_path: Path,
                                                     capsys: pytest.CaptureFixture[str]) -> None:
    name, make, said = BAD[kind]
    bad, out, good = tmp_path / name, tmp_path / "out.png", tmp_path / "good.png"
    make(bad)
    Image.fromarray(COLOURS).save(good)
    words = {"convert": ["convert", bad, out], "info": ["info", bad],
             "fill": ["fill", bad, "--mask", good, "-o", out],
             "fill --mask": ["fill", good, "--mask", bad, "-o", out]}[command]
    assert run(*words) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err
    assert told.out == ""
    assert not out.exists()
    assert run(*words, "--json") == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert said in f"{error['message']} {error['hint']}"


def test_a_mask_of_another_size_is_refused_with_both_sizes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.fromarray(COLOURS).save(tmp_path / "in.png")
    Image.fromarray(RAMP[:20]).save(tmp_path / "mask.png")
    assert run("fill", tmp_path / "in.png", "--mask", tmp_path / "mask.png", "-o", tmp_path / "out.png") == 2
    assert "The mask is 48 × 20 but the picture is 48 × 32." in capsys.readouterr().err


def test_an_empty_mask_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.fromarray(COLOURS).save(tmp_path / "in.png")
    Image.fromarray(RAMP * 0).save(tmp_path / "mask.png")
    assert run("fill", tmp_path / "in.png", "--mask", tmp_path / "mask.png", "-o", tmp_path / "out.png") == 2
    assert "Paint a mask first" in capsys.readouterr().err


# Pictures of unusual kinds


def animated(path: Path) -> None:
    frames = [Image.fromarray(np.full((32, 48, 3), value, np.uint8)) for value in (40, 120, 200)]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=80)


@pytest.mark.parametrize("name", ["wave.gif", "wave.png", "wave.webp"])
def test_of_an_animation_the_first_picture_is_opened_and_that_is_said(name: str, tmp_path: Path,
                                                                      capsys: pytest.CaptureFixture[str]) -> None:
    animated(tmp_path / name)
    Image.fromarray(RAMP // 200 * 255).save(tmp_path / "mask.png")
    said = f"{name} holds 3 pictures (an animation or pages): the first was opened.\n"
    assert run("convert", tmp_path / name, tmp_path / "out.bmp") == 0
    assert capsys.readouterr().err == said
    assert abs(int(open_flat(tmp_path / "out.bmp").picture[9, 9, 0]) - 40) <= 2
    assert run("fill", tmp_path / name, "--mask", tmp_path / "mask.png", "-o", tmp_path / "out.png") == 0
    assert capsys.readouterr().err == said
    assert run("convert", tmp_path / name, tmp_path / "out.bmp", "--quiet") == 0
    assert capsys.readouterr().err == ""


def sixteen_bit_grey() -> Image.Image:
    return Image.fromarray(np.arange(32 * 48, dtype=np.uint16).reshape(32, 48) * 40)


UNUSUAL: dict[str, tuple[str, Callable[[], Image.Image]]] = {
    "CMYK": ("cmyk.tif", lambda: Image.fromarray(COLOURS).convert("CMYK")),
    "palette": ("palette.png", lambda: Image.fromarray(COLOURS).quantize(32)),
    "1 bit": ("bit.png", lambda: Image.fromarray(RAMP).convert("1")),
    "16-bit grey": ("deep.png", sixteen_bit_grey),
    "alpha only": ("alpha.png", lambda: Image.merge("LA", (Image.fromarray(RAMP * 0), Image.fromarray(RAMP)))),
}


@pytest.mark.parametrize("kind", UNUSUAL)
def test_unusual_pictures_are_filled_and_nothing_else_is_changed(kind: str, tmp_path: Path) -> None:
    name, make = UNUSUAL[kind]
    make().save(tmp_path / name)
    before = open_flat(tmp_path / name).picture
    assert before.shape == (32, 48, 4)
    assert (before.dtype == np.uint16) is (kind == "16-bit grey")
    marked = np.zeros((32, 48), bool)
    marked[12:20, 30:40] = True
    Image.fromarray(marked.astype(np.uint8) * 255).save(tmp_path / "mask.png")
    out = tmp_path / "out.png"
    assert run("fill", tmp_path / name, "--mask", tmp_path / "mask.png", "--grow", 0, "--feather", 0, "--seed", 1,
               "-o", out) == 0
    after = open_flat(out).picture
    assert after.dtype == before.dtype
    seen = before[..., 3] > 0  # what is wholly clear has no colour to keep
    assert np.array_equal(after[~marked & seen], before[~marked & seen])
    assert (after[marked, 3] == np.iinfo(after.dtype).max).all()


# Disks and folders that refuse


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes: the system refuses as it does when a disk is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (700, 800, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "in.bmp")
    out = tmp_path / "out.png"
    out.write_bytes(b"what was there before")
    with full_disk(2**20):
        assert run("convert", tmp_path / "in.bmp", out) == 1
    said = capsys.readouterr().err
    assert "out.png could not be saved" in said
    assert "choose another place" in said
    assert out.read_bytes() == b"what was there before"
    assert sorted(os.listdir(tmp_path)) == ["in.bmp", "out.png"]


BARRED = """
import os, sys
from studio.__main__ import main
import studio.cli.commands, studio.formats.files as files, numpy
for format in ("png", "bmp"):
    files.encoded(numpy.zeros((8, 8, 4), numpy.uint8), format)
os.chdir(sys.argv[1])
assert main(["convert", "../in.bmp", "../elsewhere.png", "--quiet"]) == 0  # with all that it imports
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
sys.exit(main(["convert", "../in.bmp", "out.png"]))
"""


def test_a_folder_that_may_not_be_written_to_is_told_of(tmp_path: Path) -> None:
    Image.fromarray(COLOURS).save(tmp_path / "in.bmp")
    locked = tmp_path / "locked"
    locked.mkdir()
    old = locked / "out.png"
    old.write_bytes(b"what was there before")
    locked.chmod(0o555)
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(folder.stat().st_mode | 0o055)
    done = subprocess.run([sys.executable, "-c", BARRED, str(locked)], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("out.png could not be saved: you may not write there.")
    assert done.stderr.count("\n") == 1
    assert old.read_bytes() == b"what was there before"


# Models with a part missing


def test_a_model_folder_with_a_missing_part_says_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "models" / "tiny")
    for file in (folder / "vae").iterdir():
        file.unlink()
    (folder / "vae").rmdir()
    words = ["generate", "--prompt", "a lake", "--model", "tiny", "--models", tmp_path / "models"]
    assert run(*words, "-o", tmp_path / "out.png") == 2
    said = capsys.readouterr().err
    assert said.startswith("tiny cannot be used.")
    assert "vae" in said
    assert "missing" in said
    assert not (tmp_path / "out.png").exists()


def test_a_model_whose_weights_are_cut_off_fails_in_a_sentence(tmp_path: Path,
                                                               capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "models" / "tiny")
    weights = next((folder / "unet").glob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:-5000])
    words = ["generate", "--prompt", "a lake", "--size", "64x64", "--steps", 1, "--models", tmp_path / "models"]
    assert run(*words, "--device", "cpu", "-o", tmp_path / "out.png") in (1, 2)
    said = capsys.readouterr().err
    assert "unet" in said
    assert said.count("\n") == 1
    assert "Traceback" not in said
    assert not (tmp_path / "out.png").exists()
