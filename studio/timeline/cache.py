"""Pictures that were made once are not made again, as long as there is room for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from studio.core.picture import Picture

ROOM = 256 << 20


class Cache:
    """The pictures used last, in at most `room` bytes; the newest one always."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self.nbytes = 0
        self._kept: OrderedDict[Hashable, Picture] = OrderedDict()

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> Picture | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, picture: Picture) -> None:
        """Nobody may write to it any more."""
        picture.flags.writeable = False
        old = self._kept.pop(key, None)
        self.nbytes += picture.nbytes - (0 if old is None else old.nbytes)
        self._kept[key] = picture
        while self.nbytes > self.room and len(self._kept) > 1:
            self.nbytes -= self._kept.popitem(last=False)[1].nbytes

    def clear(self) -> None:
        self._kept.clear()
        self.nbytes = 0
