"""Patch fill: continues a photograph over a hole by copying what fits from elsewhere in it. Needs no weights.

Exemplar-based filling, coarse to fine, by patches that vote: Wexler, Shechtman and Irani, "Space-Time Completion of
Video" (2007); searched as in Barnes et al., "PatchMatch" (2009); roughness beside colour as in Newson et al., "Video
Inpainting of Complex Scenes" (2014). It reads no prompt and runs no denoising steps: those settings are ignored.
"""

from __future__ import annotations

from studio.families.family import Family, Model, ModelEntry, Place, Sizes, never
from studio.families.tasks import Fill, Report, Task, size_of

ENTRY = ModelEntry(
    id="patchmatch",
    name="Patch fill (built in)",
    family="patchmatch",
    tasks=(Fill.verb,),
    licence="Apache-2.0",
    shipped=True,
    sizes=Sizes(multiple=1, native=0, largest=4096),
    details={
        "ignores": ["prompt", "negative", "steps", "guidance", "sampler", "schedule", "strength"],
        "about": "Copies what fits from the rest of the picture. It reads no prompt and needs no download.",
    },
)


def load(entry: ModelEntry, place: Place, report: Report) -> Model:
    from studio.families.patchmatch.model import PatchFill

    report(1.0)
    return PatchFill()


def memory(entry: ModelEntry, task: Task) -> int:
    """Bytes at the peak: 500 for a pixel that is searched (one million at most), 80 for each of the picture."""
    pixels = min(size_of(task).area, ENTRY.sizes.largest**2)
    return 80 * pixels + 500 * min(pixels, 1_000_000)


FAMILY = Family(
    id="patchmatch",
    title="Patch fill",
    tasks=frozenset({Fill}),
    recognise=never,
    load=load,
    memory=memory,
    builtin=(ENTRY,),
    uses_torch=False,
)
