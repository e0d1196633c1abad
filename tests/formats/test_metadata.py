"""Promises of metadata: jobs come back from every dress they are written in."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from studio.formats import exif, metadata
from studio.formats.metadata import Notes

CAMERA_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" dc:format="image/jpeg" '
    'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"/>'
    "</rdf:RDF></x:xmpmeta>"
)


def test_a_job_comes_back_through_texts(job: dict[str, Any]) -> None:
    notes = metadata.to_write({"pentimento": job}, (8, 6), text_in_exif=False)
    assert notes.exif is None
    assert notes.text["parameters"].startswith(job["prompt"])
    assert metadata.gathered(notes)["pentimento"] == job


def test_a_job_comes_back_through_xmp_and_exif_alone(job: dict[str, Any]) -> None:
    notes = metadata.to_write({"pentimento": job}, (8, 6), text_in_exif=True)
    assert notes.exif is not None
    assert "Steps: 20" in exif.comment(notes.exif)
    found = metadata.gathered(Notes(exif=notes.exif, xmp=notes.xmp))
    assert found["pentimento"] == job


def test_the_packet_is_proper_xml(job: dict[str, Any]) -> None:
    job["prompt"] = 'a <b> & "c" ]]> \ud83d\ude00'.encode("utf-16", "surrogatepass").decode("utf-16")
    notes = metadata.to_write({"pentimento": job, "source_type": metadata.COMPOSITE}, (8, 6), text_in_exif=True)
    assert notes.xmp is not None
    ElementTree.fromstring(notes.xmp)
    assert metadata.gathered(Notes(xmp=notes.xmp)) == {
        "pentimento": job, "source_type": metadata.COMPOSITE, "xmp": notes.xmp,
    }


def test_a_foreign_packet_is_kept_and_ours_replaced_not_repeated(job: dict[str, Any]) -> None:
    found: dict[str, Any] = metadata.gathered(Notes(xmp=CAMERA_XMP))
    assert found["source_type"] == "digitalCapture"
    for _ in range(3):
        notes = metadata.to_write({**found, "pentimento": job, "source_type": metadata.COMPOSITE}, (8, 6),
                                  text_in_exif=True)
        found = metadata.gathered(notes)
    assert found["xmp"].count("pentimento:job>") == 2
    assert found["xmp"].count("DigitalSourceType>") == 2
    assert 'dc:format="image/jpeg"' in found["xmp"]
    assert "digitalCapture" not in found["xmp"]
    ElementTree.fromstring(found["xmp"])


def test_untouched_packets_go_through_unchanged() -> None:
    assert metadata.to_write({"xmp": CAMERA_XMP}, (8, 6), text_in_exif=True).xmp == CAMERA_XMP


def test_exif_comes_back_upright() -> None:
    tags = Image.Exif()
    tags[exif.ORIENTATION], tags[0x010F] = 6, "Camera"
    found = metadata.gathered(Notes(exif=tags.tobytes().removeprefix(b"Exif\0\0")))
    back = metadata.to_write(found, (8, 6), text_in_exif=False).exif
    assert back is not None
    assert exif.orientation(back) == 1
    assert metadata.camera(found) == {"Make": "Camera"}


def test_comfyui_in_the_exif_of_a_webp_is_found() -> None:
    tags = Image.Exif()
    tags[0x0110] = 'prompt:{"1": {"inputs": {"positive": "x", "steps": 3}}}'
    found = metadata.gathered(Notes(exif=tags.tobytes().removeprefix(b"Exif\0\0")))
    assert found["parameters"]["dialect"] == "comfyui"


def test_foreign_parameters_do_not_pose_as_ours() -> None:
    found = metadata.gathered(Notes(text={"parameters": "x\nSteps: 3, Seed: 1", "pentimento": "[not json"}))
    assert "pentimento" not in found
    assert found["parameters"]["steps"] == 3


@pytest.mark.parametrize(("jobs", "alone", "word"), [
    ([{"task": "sample", "trained": True}], True, metadata.TRAINED),
    ([{"task": "edit", "picture": {"sha256": ""}}], True, metadata.COMPOSITE),
    ([{"task": "generate", "picture": None}], True, metadata.TRAINED),
    ([{"task": "generate", "picture": None}], False, metadata.COMPOSITE),
    ([{"task": "generate", "picture": {"sha256": ""}}], True, metadata.COMPOSITE),
    ([{"task": "fill"}], True, metadata.COMPOSITE),
    ([{"task": "fill", "trained": True}], True, metadata.COMPOSITE),
    ([{"task": "fill", "trained": False}], False, metadata.SYNTHETIC),
    ([{"task": "fill", "trained": False}, {"task": "fill"}], False, metadata.COMPOSITE),
    ([{"task": "generate", "picture": None, "trained": False}], True, metadata.ALGORITHMIC),
])
def test_iptc_words(jobs: list[dict[str, Any]], alone: bool, word: str) -> None:
    assert metadata.source_type(jobs, alone=alone) == word


def test_several_jobs_are_told_apart() -> None:
    assert metadata.jobs_in({"jobs": [{"a": 1}, {"b": 2}]}) == [{"a": 1}, {"b": 2}]
    assert metadata.jobs_in({"task": "fill"}) == [{"task": "fill"}]
    assert metadata.jobs_in(None) == []
