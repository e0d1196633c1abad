"""Promises of OpenRaster: what is saved comes back, other studios read it, and what is hostile is refused."""

from __future__ import annotations

import io
import struct
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from studio.core.composite import flatten
from studio.core.document import Document
from studio.core.errors import Unreadable
from studio.core.geometry import Point, Rect
from studio.core.layers import Group, Layer, Mode, PixelLayer
from studio.core.tiles import Tiles
from studio.formats import chunks, files, ora
from studio.formats.frozen import frozen

ASIDE = Rect(-700, -700, 1400, 1400)


# Documents of every shape

NAMES = st.text(max_size=3).filter(lambda name: name != "ora")  # that one keeps what else lay in the archive
json_values = st.recursive(st.none() | st.booleans() | st.integers(-9, 2**64) | st.text(max_size=5),
                           lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner,
                                                                                       max_size=2), max_leaves=4)
xml_words = st.dictionaries(st.sampled_from(["color-tag", "{urn:other}note", "passthrough"]),
                            st.text(st.characters(codec="utf-8", exclude_categories=["Cc"],
                                                  exclude_characters="\ufffe\uffff"), max_size=4), max_size=2)


@st.composite
def tiles(draw: st.DrawFn, channels: int, dtype: type, empty: int = 0) -> Tiles:
    found = Tiles(channels, dtype, empty=empty)
    for _ in range(draw(st.integers(0, 2))):
        width, height = draw(st.integers(1, 20)), draw(st.integers(1, 20))
        seed = draw(st.integers(0, 2**31))
        shape = (height, width) if channels == 1 else (height, width, channels)
        pixels = np.random.default_rng(seed).integers(0, np.iinfo(dtype).max, shape, dtype=dtype, endpoint=True)
        if channels == 4 and draw(st.booleans()):
            pixels[..., 3] = 0  # colour that does not show must not be lost
        found.write(Rect(draw(st.integers(-300, 300)), draw(st.integers(-300, 300)), width, height), pixels)
    return found


@st.composite
def layers(draw: st.DrawFn, dtype: type, depth: int = 0) -> Layer:
    shared: dict[str, Any] = {
        "name": draw(st.text(max_size=6)),
        "visible": draw(st.booleans()),
        "opacity": draw(st.floats(0, 1)),
        "mode": draw(st.sampled_from(Mode)),
        "locked": draw(st.booleans()),
        "alpha_locked": draw(st.booleans()),
        "offset": Point(draw(st.integers(-99, 99)), draw(st.integers(-99, 99))),
        "origin": draw(st.none() | st.dictionaries(st.text(max_size=3), json_values, max_size=2)),
        "mask": draw(st.none() | tiles(1, np.uint8, 255)),
        "mask_enabled": draw(st.booleans()),
        "extra": draw(xml_words),
    }
    if depth < 3 and draw(st.integers(0, 2)) == 0:
        children = draw(st.lists(layers(dtype, depth + 1), max_size=3))
        return Group(**shared, children=children, isolated=draw(st.booleans()), expanded=draw(st.booleans()))
    return PixelLayer(**shared, pixels=draw(tiles(4, dtype)))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    depth = draw(st.sampled_from([8, 16]))
    document = Document((draw(st.integers(1, 60)), draw(st.integers(1, 60))), depth=depth,
                        icc=draw(st.none() | st.binary(min_size=1, max_size=9)))
    document.root.children = draw(st.lists(layers(np.uint16 if depth == 16 else np.uint8), max_size=4))
    document.mask = draw(tiles(1, np.uint8))
    document.selection = draw(st.none() | tiles(1, np.uint8))
    document.metadata = draw(st.dictionaries(NAMES, json_values, max_size=2))
    ids = [layer.id for layer in document.root.walk()]
    if ids:
        document.active = draw(st.sampled_from(ids))
        document.chosen = tuple(dict.fromkeys((document.active, *draw(st.lists(st.sampled_from(ids), max_size=2)))))
    return document


def told(document: Document) -> dict[str, Any]:
    """Everything a document holds, comparable."""
    numbers = {layer.id: number for number, layer in enumerate(document.root.walk())}

    def pixels(found: Tiles | None) -> Any:
        if found is None:
            return None
        return found.empty, found.dtype, zlib.crc32(found.read(ASIDE).tobytes()), sorted(
            key for key in found.keys() if (found.get(key) != found.empty).any()  # noqa: SIM118
        )

    def layer(one: Layer) -> dict[str, Any]:
        out = {name: getattr(one, name) for name in ("name", "visible", "opacity", "mode", "locked", "alpha_locked",
                                                     "offset", "origin", "mask_enabled", "extra")}
        out["mask"] = pixels(one.mask)
        if isinstance(one, PixelLayer):
            out["pixels"] = pixels(one.pixels)
        if isinstance(one, Group):
            out |= {"isolated": one.isolated, "expanded": one.expanded, "children": [layer(c) for c in one.children]}
        return out

    return {
        "size": document.size, "depth": document.depth, "icc": document.icc, "metadata": document.metadata,
        "mask": pixels(document.mask), "selection": pixels(document.selection),
        "active": numbers.get(document.active), "chosen": [numbers[one] for one in document.chosen],
        "layers": [layer(child) for child in document.root.children],
    }


@settings(max_examples=120, deadline=None)
@given(documents())
def test_what_is_saved_comes_back_to_the_last_sample(document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.ora"
        files.save_document(path, frozen(document))
        back = files.open_document(path)
        assert told(back) == told(document)
        assert not back.modified
        before = path.read_bytes()
        files.save_document(path, back)
        assert path.read_bytes() == before, "the same document gives the same file"


# As other studios see it


def picture(data: bytes) -> NDArray:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGBA"))


def sample() -> Document:
    document = Document((600, 400))
    sky, kite = np.zeros((400, 600, 4), np.uint8), np.zeros((400, 600, 4), np.uint8)
    sky[:] = (90, 140, 220, 255)
    kite[100:200, 300:350] = (220, 30, 40, 255)
    document.root.children = [
        PixelLayer("Sky", pixels=Tiles.of(sky)),
        PixelLayer("Kite", pixels=Tiles.of(kite), offset=Point(10, 20), opacity=0.5, mode=Mode.MULTIPLY),
    ]
    return document


def test_the_file_is_laid_out_as_openraster_asks(tmp_path: Path) -> None:
    document = sample()
    files.save_document(tmp_path / "a.ora", document)
    with zipfile.ZipFile(tmp_path / "a.ora") as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.header_offset) == ("mimetype", zipfile.ZIP_STORED, 0)
        assert archive.read("mimetype") == b"image/openraster"
        assert np.array_equal(picture(archive.read("mergedimage.png")), flatten(document))
        thumbnail = picture(archive.read("Thumbnails/thumbnail.png"))
        assert thumbnail.shape[:2] == (171, 256)
        stack = archive.read("stack.xml").decode()
        assert 'x="310" y="120"' in stack
        kite = picture(archive.read("data/layer001.png"))
        assert kite.shape == (100, 50, 4), "cropped to what it holds"
        assert archive.testzip() is None


def test_sixteen_bits_are_written_as_such(tmp_path: Path) -> None:
    document = Document((4, 3), depth=16)
    document.root.children = [PixelLayer("a", pixels=Tiles.of(np.full((3, 4, 4), 40001, np.uint16)))]
    files.save_document(tmp_path / "a.ora", document)
    with zipfile.ZipFile(tmp_path / "a.ora") as archive:
        for name in ("data/layer000.png", "mergedimage.png"):
            assert chunks.header(archive.read(name))[2] == 16
        assert chunks.header(archive.read("Thumbnails/thumbnail.png"))[2] == 8


def test_the_profile_stands_in_every_picture(tmp_path: Path, icc: bytes) -> None:
    document = sample()
    document.icc = icc
    files.save_document(tmp_path / "a.ora", document)
    with zipfile.ZipFile(tmp_path / "a.ora") as archive:
        for name in ("data/layer000.png", "mergedimage.png"):
            assert chunks.profile(chunks.chunks(archive.read(name))) == icc


def test_thumbnails_have_no_dark_fringes() -> None:
    half = np.zeros((1024, 1024, 4), np.uint8)
    half[:, :511] = (255, 255, 255, 255)
    small = ora.thumbnail(half)
    assert small.shape == (256, 256, 4)
    assert (small[small[..., 3] > 0][:, :3] > 250).all()
    assert ora.thumbnail(half[:5, :4]).shape == (5, 4, 4)


# Files of other studios


def png_of(shade: int = 9, width: int = 4, height: int = 3, mode: str = "RGBA", **options: Any) -> bytes:
    file = io.BytesIO()
    Image.new(mode, (width, height), (shade,) * len(mode) if len(mode) > 1 else shade).save(file, "PNG", **options)
    return file.getvalue()


def foreign(path: Path, stack: str, files: dict[str, bytes] | None = None, mimetype: bytes = b"image/openraster",
            size: str = 'w="40" h="30"') -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        if stack:
            archive.writestr("stack.xml", f"<image {size}><stack>{stack}</stack></image>")
        for name, data in (files or {"data/a.png": png_of()}).items():
            archive.writestr(name, data)
    return path


def test_nested_stacks_of_others_move_their_layers(tmp_path: Path) -> None:
    path = foreign(tmp_path / "a.ora", '<stack x="5" y="6"><layer src="data/a.png" x="1" y="2"/></stack>')
    (group,) = files.open_document(path).root.children
    assert isinstance(group, Group)
    (layer,) = group.children
    assert layer.offset == (6, 8)


def test_a_deep_layer_makes_a_deep_document_and_a_profile_is_taken_over(tmp_path: Path, icc: bytes) -> None:
    deep = io.BytesIO()
    Image.fromarray(np.full((3, 4), 40000, np.uint16)).save(deep, "PNG")
    path = foreign(tmp_path / "a.ora", '<layer src="data/a.png"/><layer src="data/b.png"/>',
                   {"data/a.png": png_of(255, icc_profile=icc), "data/b.png": deep.getvalue()})
    document = files.open_document(path)
    assert (document.depth, document.icc) == (16, icc)
    below, above = document.root.children
    assert isinstance(above, PixelLayer)
    assert isinstance(below, PixelLayer)
    assert above.pixels.read(Rect(0, 0, 1, 1)).tolist() == [[[65535] * 4]]
    assert below.pixels.read(Rect(0, 0, 1, 1)).tolist() == [[[40000, 40000, 40000, 65535]]]


def test_what_is_theirs_goes_back(tmp_path: Path) -> None:
    path = foreign(tmp_path / "a.ora", '<layer src="data/a.png" color-tag="3"/>',
                   {"data/a.png": png_of(), "krita/notes.txt": b"kept"}, size='w="40" h="30" xres="300"')
    files.save_document(tmp_path / "b.ora", files.open_document(path))
    with zipfile.ZipFile(tmp_path / "b.ora") as archive:
        assert archive.read("krita/notes.txt") == b"kept"
        assert b'color-tag="3"' in archive.read("stack.xml")
        assert b'xres="300"' in archive.read("stack.xml")


def test_a_layer_moved_by_another_studio_stands_where_it_was_put(tmp_path: Path) -> None:
    files.save_document(tmp_path / "a.ora", sample())
    with zipfile.ZipFile(tmp_path / "a.ora") as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    content["stack.xml"] = content["stack.xml"].replace(b'x="310" y="120"', b'x="7" y="8"')
    with zipfile.ZipFile(tmp_path / "a.ora", "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    kite = files.open_document(tmp_path / "a.ora").root.children[1]
    assert isinstance(kite, PixelLayer)
    assert kite.pixels.content.moved(kite.offset) == Rect(7, 8, 50, 100)


def test_a_real_file_of_another_program_opens(assets: Path, tmp_path: Path) -> None:
    path = next(assets.rglob("oratest.ora"))
    document = files.open_document(path)
    assert document.size == (200, 200)
    found = [(layer.name, layer.mode, layer.opacity, layer.offset) for layer in document.root.children]
    assert found == [
        ("background", Mode.NORMAL, 1, (0, 0)), ("layer 1", Mode.COLOR_DODGE, 1, (10, 10)),
        ("layer 2", Mode.MULTIPLY, 0.5, (15, 10)), ("layer 3", Mode.OVERLAY, 1, (0, 30)),
    ]
    shown = flatten(document)
    files.save_document(tmp_path / "b.ora", document)
    assert np.array_equal(flatten(files.open_document(tmp_path / "b.ora")), shown)


# Wrong and hostile files


def giant(side: int) -> bytes:
    """The header of a PNG that claims `side` × `side` pixels, and nothing else."""
    body = b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return chunks.SIGNATURE + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))


@pytest.mark.parametrize(("stack", "files_in", "says"), [
    ("", None, "stack.xml is missing"),
    ('<layer name="Sky" src="data/no.png"/>', None, "the picture 'data/no.png' of its layer “Sky” is missing"),
    ('<layer name="Sky"/>', None, "of its layer “Sky” is missing"),
    ('<layer name="Sky" src="data/a.png"/>', {"data/a.png": b"letter"}, "'data/a.png' of its layer “Sky” is no PNG"),
    ('<layer name="Sky" src="data/a.png"/>', {"data/a.png": png_of()[:50]}, "damaged in 'data/a.png'"),
    ('<layer name="Sky" src="data/a.png"/>', {"data/a.png": giant(99_999)}, "99999 × 99999"),
    ('<layer src="data/a.png"/>' * 17, {"data/a.png": giant(16_384)}, "too large: its layers claim"),
    ('<layer src="data/a.png"/>', {"data/a.png": png_of(), "../b": b""}, "points outside"),
    ("<stack>" * 150 + "</stack>" * 150, None, "nests its layers deeper"),
    ("<layer", None, "not proper XML"),
    ("&bomb;", None, "not proper XML"),
], ids=["no stack", "no file", "no source", "no png", "cut png", "giant layer", "giants together", "path tricks",
        "too deep", "broken xml", "entity"])
def test_what_is_wrong_is_named(tmp_path: Path, stack: str, files_in: dict[str, bytes] | None, says: str) -> None:
    path = foreign(tmp_path / "a.ora", stack, files_in)
    with pytest.raises(Unreadable) as caught:
        files.open_document(path)
    assert says in caught.value.message
    assert caught.value.message.startswith(("a.ora", "The layer"))


def test_a_giant_canvas_is_refused(tmp_path: Path) -> None:
    path = foreign(tmp_path / "a.ora", '<layer src="data/a.png"/>', size='w="20000" h="20000"')
    with pytest.raises(Unreadable, match="20000 × 20000"):
        files.measure(path)


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    ) + ']><image w="4" h="3" name="&j;"><stack/></image>'
    path = foreign(tmp_path / "a.ora", "", {"stack.xml": bomb.encode()})
    with pytest.raises(Unreadable, match="declares entities"):
        files.open_document(path)


def test_other_zips_are_told_apart(tmp_path: Path) -> None:
    path = foreign(tmp_path / "a.kra", "", {"maindoc.xml": b""}, mimetype=b"application/x-krita")
    with pytest.raises(Unreadable, match="not a picture that can be opened"):
        files.open_document(path)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("letter.txt", "Dear friend")
        archive.writestr("mimetype", "text/plain")
    with pytest.raises(Unreadable, match="it says it is 'text/plain'"):
        files.open_document(tmp_path / "b.zip")
