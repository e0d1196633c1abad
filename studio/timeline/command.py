"""What one does to a timeline is a step of undo like any stroke."""

from __future__ import annotations

import json

from studio.core.commands.swap import Put, Swap
from studio.core.document import Change, Document
from studio.timeline import saved
from studio.timeline.timeline import Timeline


class SetTimeline(Swap):
    """The document keeps `timeline` from now on; None takes it away. No pixel changes."""

    def __init__(self, timeline: Timeline | None, title: str = "Timeline") -> None:
        super().__init__(title)
        self._told = None if timeline is None else saved.told(timeline)
        self._size = len(json.dumps(self._told))

    @property
    def nbytes(self) -> int:
        return super().nbytes + self._size

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        notes = {key: value for key, value in document.metadata.items() if key != saved.NOTE}
        if self._told is not None:
            notes[saved.NOTE] = self._told
        return [Put(document, "metadata", notes)], Change()
