"""All scalar products of two sets of vectors, in pieces so small that no second thread is woken for them."""

from __future__ import annotations

import numpy as np

from studio.families.patchmatch.pyramid import Floats

ROWS, AT_ONCE = 32, 250_000
"""OpenBLAS multiplies up to 2¹⁸ numbers on the calling thread. Beyond, its threads wait by spinning: with any other
load on the machine a filling took six times as long, and eats a core that belongs to the window."""


def products(some: Floats, others: Floats) -> Floats:
    """(N, M) from (N, D) and (M, D)."""
    out = np.empty((len(some), len(others)), np.float32)
    columns = max(1, AT_ONCE // (ROWS * max(1, some.shape[1])))
    turned = others.T
    for top in range(0, len(some), ROWS):
        for left in range(0, len(others), columns):
            piece = slice(top, top + ROWS), slice(left, left + columns)
            np.matmul(some[piece[0]], turned[:, piece[1]], out=out[piece])
    return out
