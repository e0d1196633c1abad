"""Painterly styles: the same picture as oil, watercolour, gouache, pencil or ink. They need no weights and no network.

Every style is a chain of filters from published papers (docs/styles.md), so that it works on any picture, any size, and
follows its sliders at once.
"""

from __future__ import annotations

from studio.families.family import Family, Model, ModelEntry, Place, never
from studio.families.sliders import Slider, told
from studio.families.tasks import Edit, Report, Task, size_of

STYLE = Slider("style", "Manner", default="oil", values=("oil", "watercolour", "gouache", "pencil", "ink"),
               hint="What it is painted or drawn with.")
SLIDERS = (
    STYLE,
    Slider("strength", "Manner", 0, 1, 1.0, "How much of the painting covers the picture."),
    Slider("brush", "Brush", 1, 20, 9.0, "How broad strokes are; of the pen and the pencil, how thick. In pixels of a "
                                        "picture 768 px long: larger pictures get larger strokes."),
    Slider("detail", "Brush", 0, 1, 0.5, "How much of what is small is painted too."),
    Slider("texture", "Brush", 0, 1, 0.5, "Ridges of oil, pools of watercolour, a drier brush, more hatching."),
    Slider("lines", "Brush", 0, 1, 0.5, "Rims of washes and strength of drawn lines; paint gets outlines from the "
                                       "middle on."),
    Slider("colour", "Paint", 0, 1, 0.5, "Quieter or richer colours. Pencil and ink get colour from the middle on."),
    Slider("paper", "Paint", 0, 1, 0.4, "How much of the canvas or the paper’s grain is seen."),
    Slider("chance", "Paint", 0, 99, 0.0, "Another number, another sheet of paper and other strokes."),
)

ENTRY = ModelEntry(
    id="painterly",
    name="Painterly styles (built in)",
    family="painterly",
    tasks=(Edit.verb,),
    licence="Apache-2.0",
    details={
        "sliders": told(SLIDERS),
        "styles": True,
        "about": "Oil, watercolour, gouache, pencil and ink from any picture. Invents nothing, needs no download.",
    },
)
"""Not marked as shipped, so that an Edit is by default done by a model that knows what it edits."""


def load(entry: ModelEntry, place: Place, report: Report) -> Model:
    from studio.families.painterly.model import Painter

    report(1.0)
    return Painter(entry)


def memory(entry: ModelEntry, task: Task) -> int:
    """Bytes at the peak: the picture twice, and one part with all that is worked out for it."""
    return 16 * size_of(task).area + 250 * 1_000_000


FAMILY = Family(
    id="painterly",
    title="Painterly styles",
    tasks=frozenset({Edit}),
    recognise=never,
    load=load,
    memory=memory,
    builtin=(ENTRY,),
    uses_torch=False,
)
