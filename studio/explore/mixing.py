"""Style mixing: coarse layers of one point, fine layers of another, as in Karras et al. (2019)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from studio.core.errors import BadRequest

if TYPE_CHECKING:
    from studio.explore.space import Space
    from studio.families.tasks import Latent


def layered(space: Space, latent: Latent) -> Latent:
    """The point with a style for each layer, (layers, *shape); one that has them is itself.

    BadRequest for a model without layers, or another model's point.
    """
    if not space.layers:
        raise BadRequest(f"{space.model} has no layers to mix styles over.", "Choose a model with styles (StyleGAN).")
    if not space.holds(latent):
        raise BadRequest(f"This point does not belong to {space.model}.")
    if latent.shape == (space.layers, *space.shape):
        return latent
    return np.repeat(latent[None], space.layers, axis=0)


def mixed(a: Latent, b: Latent, layers: range) -> Latent:
    """`a` with the styles of `b` in those layers (0 the coarsest); both (layers, L), see `layered`."""
    if a.shape != b.shape or a.ndim < 2:
        raise BadRequest("Only two points with a style for each layer can be mixed.")
    if any(not 0 <= layer < len(a) for layer in layers):
        raise BadRequest(f"There are layers 0 to {len(a) - 1}.")
    out = a.copy()
    out[list(layers)] = b[list(layers)]
    return out
