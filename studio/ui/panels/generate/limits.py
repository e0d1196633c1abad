"""What keeps a task to a part of the picture, in words that can stand beside its button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.families.tasks import Edit, Sketch, Task, Translate

if TYPE_CHECKING:
    from studio.core.document import Document


def limits(document: Document, kind: type[Task]) -> str:
    """ "where the mask is", "inside the selection" or both; empty where nothing holds such a task back."""
    if not issubclass(kind, Sketch | Edit | Translate):
        return ""
    marked = issubclass(kind, Edit) and not (document.mask.content & document.canvas).empty
    selected = document.selection is not None and not document.selection.content.empty
    if marked and selected:
        return "where the mask and the selection are"
    if marked:
        return "where the mask is"
    return "inside the selection" if selected else ""
