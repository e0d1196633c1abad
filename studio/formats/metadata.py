"""What a picture says of itself besides its pixels, kept from file to file in one JSON-ready shape.

Keys of `Flat.metadata` and `Document.metadata`, all optional:
    pentimento   our own job: the dict of `tasks.to_json`, or {"jobs": [...]} where several made the picture
    parameters   a prompt found in a foreign dialect: the common dict of `formats/dialects.py`
    source_type  IPTC's digital source type, the last part of its address ("trainedAlgorithmicMedia" …)
    text         other keyed texts
    exif         the EXIF block, base64;  xmp  the XMP packet
    dpi          [across, down] in pixels an inch;  frames  how many pictures an animation holds, above 1
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import studio
from studio.formats import dialects, exif

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
TRAINED = "trainedAlgorithmicMedia"
COMPOSITE = "compositeWithTrainedAlgorithmicMedia"
ALGORITHMIC = "algorithmicMedia"
"""Made by an algorithm that has learnt from no pictures."""
SYNTHETIC = "compositeSynthetic"

XMP_KEY = "XML:com.adobe.xmp"
JOB_KEY = "pentimento"

_OURS = re.compile(r'<rdf:Description\b[^>]*xmlns:pentimento="urn:pentimento:xmp".*?</rdf:Description>\s*', re.DOTALL)
_JOB = re.compile(r"<pentimento:job>(.*?)</pentimento:job>", re.DOTALL)
_SOURCE = re.compile(
    r'\s*Iptc4xmpExt:DigitalSourceType="(?P<a>[^"]*)"'
    r"|<Iptc4xmpExt:DigitalSourceType>(?P<b>[^<]*)</Iptc4xmpExt:DigitalSourceType>\s*"
    r'|<Iptc4xmpExt:DigitalSourceType\s+rdf:resource="(?P<c>[^"]*)"\s*/>\s*'
)


@dataclass
class Notes:
    """The same as files hold it. `exif` begins with its byte order mark, without the "Exif" that JPEG puts before."""

    text: dict[str, str] = field(default_factory=dict)
    exif: bytes | None = None
    xmp: str | None = None
    dpi: tuple[float, float] | None = None
    frames: int = 1


def gathered(notes: Notes) -> dict[str, Any]:
    """Metadata from what a file holds; call it after the orientation was honoured: it is set upright here."""
    out: dict[str, Any] = {}
    text = dict(notes.text)
    xmp = notes.xmp or text.pop(XMP_KEY, None)
    job = _json(text.pop(JOB_KEY, None))
    spoken = dict(text)
    if notes.exif:
        spoken.update(_comfy_in_exif(notes.exif))
        comment = exif.comment(notes.exif)
        if comment:
            spoken["UserComment"] = comment
        out["exif"] = base64.b64encode(exif.upright(notes.exif)).decode("ascii")
    if xmp:
        out["xmp"] = xmp
        found = _JOB.search(xmp)
        job = job or _json(html.unescape(found[1]) if found else None)
        source = _SOURCE.search(xmp)
        if source:
            out["source_type"] = (source["a"] or source["b"] or source["c"] or "").strip().rpartition("/")[2]
    if job is not None:
        out["pentimento"] = job
    else:
        foreign = dialects.read(spoken)
        if foreign is not None:
            out["parameters"] = foreign
    if text:
        out["text"] = text
    if notes.dpi:
        out["dpi"] = [float(notes.dpi[0]), float(notes.dpi[1])]
    if notes.frames > 1:
        out["frames"] = int(notes.frames)
    return out


def to_write(metadata: Mapping[str, Any], size: tuple[int, int], *, text_in_exif: bool) -> Notes:
    """What a file is to hold. `text_in_exif`: its format has no keyed texts, so that the prompt goes to EXIF."""
    text = {str(key): str(value) for key, value in dict(metadata.get("text") or {}).items()}
    job = metadata.get("pentimento")
    block = _unpacked(metadata.get("exif"))
    jobs = jobs_in(job)
    parameters = dialects.to_a1111(jobs[-1], size, f"Pentimento {studio.__version__}") if jobs else ""
    if parameters:
        text["parameters"] = parameters
    if job is not None:
        text[JOB_KEY] = json.dumps(job, ensure_ascii=True)
    if text_in_exif and text.get("parameters"):
        block = exif.with_comment(block, text["parameters"])
    dpi = metadata.get("dpi")
    return Notes(
        text=text,
        exif=block,
        xmp=_packet(str(metadata.get("xmp") or ""), job, str(metadata.get("source_type") or "")),
        dpi=(float(dpi[0]), float(dpi[1])) if isinstance(dpi, (list, tuple)) and len(dpi) == 2 else None,
    )


def jobs_in(job: Any) -> list[Mapping[str, Any]]:
    """The one job, or the several, that stand under "pentimento"; the newest last."""
    if not isinstance(job, Mapping):
        return []
    several = job.get("jobs")
    return [one for one in several if isinstance(one, Mapping)] if isinstance(several, list) else [job]


def camera(found: Mapping[str, Any]) -> dict[str, str]:
    """What the EXIF of gathered metadata says in words: maker, model, date …"""
    block = _unpacked(found.get("exif"))
    return exif.notes(block) if block else {}


IMAGINED = ("generate", "sample", "decode")
"""Tasks that need no picture to start from."""


def source_type(jobs: Sequence[Mapping[str, Any]], *, alone: bool) -> str:
    """IPTC's word for a picture that `jobs` made; `alone`: nothing but their results shows.

    A job with "trained": False was done by rules alone, from no training data.
    """
    from_nothing = alone and all(job.get("task") in IMAGINED and job.get("picture") is None for job in jobs)
    if all(job.get("trained") is False for job in jobs):
        return ALGORITHMIC if from_nothing else SYNTHETIC
    return TRAINED if from_nothing else COMPOSITE


def _packet(xmp: str, job: Any, source: str) -> str | None:
    """The XMP packet with our description put in, or put in place of an older one of ours."""
    xmp = _OURS.sub("", xmp)
    if job is None and not source:
        return xmp or None
    inner = ""
    if source:
        xmp = _SOURCE.sub("", xmp)
        inner += f"<Iptc4xmpExt:DigitalSourceType>{html.escape(IPTC + source)}</Iptc4xmpExt:DigitalSourceType>"
    if job is not None:
        inner += f"<pentimento:job>{html.escape(json.dumps(job, ensure_ascii=True), quote=False)}</pentimento:job>"
    ours = (
        '<rdf:Description rdf:about="" xmlns:pentimento="urn:pentimento:xmp" '
        f'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">{inner}</rdf:Description>'
    )
    before, end, after = xmp.rpartition("</rdf:RDF>")
    if end:
        return before + ours + end + after
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{ours}</rdf:RDF></x:xmpmeta>'
        '<?xpacket end="w"?>'
    )


def _comfy_in_exif(block: bytes) -> dict[str, str]:
    """ComfyUI writes "prompt:{…}" and "workflow:{…}" into camera tags of WebP files."""
    found = {}
    for value in exif.notes(block).values():
        key, colon, rest = value.partition(":")
        if colon and key.lower() in ("prompt", "workflow") and rest.startswith("{"):
            found[key.lower()] = rest
    return found


def _json(text: str | None) -> dict[str, Any] | None:
    if not text:
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _unpacked(packed: Any) -> bytes | None:
    if not isinstance(packed, str):
        return None
    try:
        return base64.b64decode(packed, validate=True) or None
    except (binascii.Error, ValueError):
        return None
