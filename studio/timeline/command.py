"""What one does to a timeline is a step of undo like any stroke."""

from __future__ import annotations

import json

from studio.core.commands.layers import joined
from studio.core.commands.swap import Put, Swap
from studio.core.document import Change, Command, Document
from studio.timeline import saved
from studio.timeline.timeline import Timeline


class SetTimeline(Swap):
    """The document keeps `timeline` from now on; None takes it away. No pixel changes.

    `goes_on`: what the hand is at; changing that on and on is one step of undo.
    """

    def __init__(self, timeline: Timeline | None, title: str = "Timeline", goes_on: str = "") -> None:
        super().__init__(title)
        self.told = None if timeline is None else saved.told(timeline)
        self.goes_on = goes_on
        self._size = len(json.dumps(self.told))

    @property
    def nbytes(self) -> int:
        return super().nbytes + self._size

    def plan(self, document: Document) -> tuple[list[Put], Change]:
        notes = {key: value for key, value in document.metadata.items() if key != saved.NOTE}
        if self.told is not None:
            notes[saved.NOTE] = self.told
        return [Put(document, "metadata", notes)], Change()

    def merged(self, newer: Command) -> Command | None:
        same = isinstance(newer, SetTimeline) and newer.goes_on == self.goes_on != ""
        return joined(self, newer) if same else None
