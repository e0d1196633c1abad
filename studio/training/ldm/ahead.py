"""Gets the next batches ready on other threads, so that a graphics card does not wait for its pictures."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """`make(number)` must depend on the number alone: then what is taken is the same as without any thread. Its errors
    are raised where the batch is taken."""

    def __init__(self, make: Callable[[int], T], depth: int = 0) -> None:
        """`depth` batches are made ahead, each on its own thread; 0 makes them when they are asked for."""
        self._make, self._depth = make, depth
        self._waiting: dict[int, Future[T]] = {}
        self._pool = ThreadPoolExecutor(depth, "batches") if depth else None

    def take(self, number: int) -> T:
        if self._pool is None:
            return self._make(number)
        for next_one in range(number, number + self._depth + 1):
            if next_one not in self._waiting:
                self._waiting[next_one] = self._pool.submit(self._make, next_one)
        return self._waiting.pop(number).result()

    def close(self) -> None:
        """Ends the threads now; they also end when nobody holds this any more."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
