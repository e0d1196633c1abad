"""Everything that one frame shows, as values: two frames with the same fingerprints are the same picture."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from studio.core.picture import Mask
from studio.explore.space import Spot
from studio.timeline.pose import STILL, Pose


@dataclass(frozen=True, eq=False)
class Moment:
    """`spot` and `prompt` (texts with weights) are what the model is asked; the rest is done with layers, by their
    names, and with the camera."""

    spot: Spot | None = None
    prompt: Mapping[str, float] = field(default_factory=dict)
    masks: Mapping[str, Mask] = field(default_factory=dict)
    opacities: Mapping[str, float] = field(default_factory=dict)
    places: Mapping[str, Pose] = field(default_factory=dict)
    camera: Pose = STILL

    @property
    def asked(self) -> str:
        """Of what the model is asked; "" when it is asked nothing."""
        if self.spot is None:
            return ""
        digest = hashlib.sha256(np.ascontiguousarray(self.spot.latent, np.float32).tobytes())
        sliders = [(name, value if isinstance(value, str) else float(value))
                   for name, value in sorted(self.spot.sliders.items())]  # fmt: skip
        digest.update(repr((self.spot.latent.shape, sliders, sorted(self.prompt.items()))).encode())
        return digest.hexdigest()

    @property
    def staged(self) -> str:
        """Of what is done with layers and camera."""
        numbers = [(name, float(value)) for name, value in sorted(self.opacities.items())]
        numbers += [(name, *map(float, pose)) for name, pose in sorted(self.places.items())]  # type: ignore[misc]
        digest = hashlib.sha256(repr((numbers, *map(float, self.camera))).encode())
        for name, mask in sorted(self.masks.items()):
            digest.update(repr((name, mask.shape)).encode())
            digest.update(np.ascontiguousarray(mask).tobytes())
        return digest.hexdigest()
