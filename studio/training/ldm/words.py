"""The words our own diffusion model is taught: all that the worlds' captions say, and other words for the same."""

from __future__ import annotations


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SPOKEN = _listed("""
a afro aged among an and at autumn back background bare beard below beside bird birds black blond blue boat bridge broad
brown brows bun by calm cap cat clear clouds cloudy cottage countryside curly dark dawn day daylight during dusk early
earrings evening eye eyes face fair fall fence few flowers foggy freckles fringe from front glasses gouache green grey
hair hat hazel headband hills hoop house illustration in knitted lake landscape large left light lipstick lit long
looking many meadow middle misty moon moonlight morning mountains mouth neck next night of old on open orange over
overcast painting path peaks person pine pink portrait purple rainy receding red right rising roof round rounded rowing
sad sailing scarf scene seen shadow shirt short skin slate sleepy small smile smiling smoke snowy spring square stars
steep stern straight stream stubble summer sun sunrise sunset sweater swept tan thatched the tiled to top trees turned
turtleneck v very view violet wavy wearing wet white wide window windows winter with worried yellow young
""")
"""The grammars of the worlds scenes and portraits; a test asks them whether any is missing."""

MANNERS = {"monet": "in the style of monet", "ink": "as an ink drawing", "flat": "in flat colours"}
"""What is added to captions of pictures that are not in gouache."""

SYNONYMS = {
    "beard": ("whiskers",), "blond": ("blonde",), "cap": ("beanie",), "cottage": ("cabin", "hut"),
    "dawn": ("daybreak",),
    "flowers": ("blossoms", "wildflowers"), "foggy": ("hazy",), "glasses": ("spectacles", "eyeglasses"),
    "grey": ("gray",), "headband": ("hairband",), "house": ("home",), "lake": ("pond",), "landscape": ("scenery",),
    "large": ("big",), "lit": ("glowing",), "meadow": ("field",), "moonlight": ("moonshine",), "night": ("nighttime",),
    "old": ("elderly",), "painting": ("picture", "drawing"), "path": ("road", "trail"), "peaks": ("summits",),
    "person": ("face", "human", "character"), "portrait": ("headshot",), "rainy": ("rain",), "red": ("scarlet",),
    "sad": ("unhappy",), "scarf": ("shawl",), "small": ("little", "tiny"), "smiling": ("happy", "cheerful"),
    "stream": ("river", "brook"), "sunset": ("sundown",), "sweater": ("jumper", "pullover"), "wearing": ("in",),
    "young": ("youthful",),
}  # fmt: skip
"""Each may stand where the first one stands, and the caption stays true."""

LECTURE = _listed("""
calculator corgi bowtie party hedgehog using robots meditating vipassana retreat tulip delicious croissant elephant
skull street sign that reads latent diffusion oil space shuttle
""")
"""Words of the lecture's prompts that no world shows: tokens for whoever trains on pictures of them. As long as nobody
has, they are not among the known words, and a prompt with one is told so."""


def taught() -> tuple[str, ...]:
    """All words that captions of the worlds may come to hold, sorted."""
    more = [word for words in SYNONYMS.values() for word in words]
    manners = [word for words in MANNERS.values() for word in words.split()]
    return tuple(sorted({*SPOKEN, *more, *manners}))
