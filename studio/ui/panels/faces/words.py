"""What the Faces & styles panel says: where a moved slider goes, and what a new layer is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from studio.families.tasks import Decode, Edit
from studio.ui.panels.generate.limits import limits

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.families.family import ModelEntry
    from studio.session.retouch import Subject


def where_it_goes(document: Document | None, bound: Subject | None) -> str:
    """One sentence above the sliders."""
    if document is None:
        return "Open a picture first: the sliders change it while they move."
    if bound is None:
        return f"A slider makes a new layer {limits(document, Edit) or 'over the whole picture'}."
    name = next((layer.name for layer in document.root.walk() if layer.id == bound.layer), "")
    if bound.kind is Decode:
        return f"Changes “{name}”."
    said = limits(document, Edit)
    return f"Changes “{name}” {said}." if said else f"Changes “{name}”."


def layer_name(entry: ModelEntry, values: Mapping[str, Any]) -> str:
    """ "Watercolour", "Smile 0.8, hat beanie": what was set, as far as a row has room."""
    moved: Mapping[str, Any] = values.get("sliders", {})
    if entry.details.get("styles"):
        known = {one["name"]: one["default"] for one in entry.details["sliders"]}
        return str(moved.get("style", known["style"])).capitalize()
    numbers = {name: f"{round(value, 2):g}" if isinstance(value, float) else value for name, value in moved.items()}
    said = [f"{name.replace('_', ' ')} {value}" for name, value in numbers.items()]
    words = ", ".join(said[:2])
    return words[:1].upper() + words[1:40] if words else entry.name
