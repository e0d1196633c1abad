"""What may be said of a portrait in one line: only what is true, and only where it is plain to see."""

from __future__ import annotations

from studio.training.worlds.captions import article, listed
from studio.training.worlds.chance import Chance
from studio.training.worlds.portraits.facts import Look

OPENINGS = ("a portrait of", "a painting of", "a gouache portrait of", "an illustration of", "")


def age_word(age: float) -> str:
    """Bands with gaps between them: what is between is left unsaid."""
    if age < 0.26:
        return "young"
    if 0.42 < age < 0.6:
        return "middle-aged"
    return "old" if age > 0.76 else ""


def skin_word(skin: float) -> str:
    if skin < 0.22:
        return "fair skin"
    if 0.38 < skin < 0.58:
        return "tan skin"
    return "dark skin" if skin > 0.76 else ""


def hair_words(look: Look) -> str:
    """Length, style and colour, as far as the hat leaves them in view."""
    hue = look.hair_color
    if look.hair_style == "receding":
        return f"receding {hue} hair"
    if look.hair_style == "afro":
        return article(f"{hue} afro")
    if look.hair_style == "bun":
        return f"{hue} hair" if look.hat in ("beanie", "hat") else f"{hue} hair in a bun"
    long = look.hair_length
    length = "very short" if long < 0.14 else "short" if 0.18 < long < 0.3 else "long" if long > 0.66 else ""
    manner = {"straight": "straight", "wavy": "wavy", "curly": "curly", "swept": "swept-back"}.get(look.hair_style, "")
    words = " ".join(word for word in (length, manner if long > 0.35 else "", hue) if word)
    fringe = look.hair_style == "fringe" and look.hat not in ("beanie", "hat")
    return f"{words} hair and a fringe" if fringe else f"{words} hair"


def face_words(look: Look) -> list[str]:
    """What the face does."""
    said = []
    if look.smile > 0.35:
        said.append("smiling" if look.smile < 0.75 else "with a broad smile")
    elif look.smile < -0.4:
        said.append("with a sad mouth")
    elif abs(look.smile) < 0.12 and look.mouth_open == 0:
        said.append("with a calm face")
    if look.mouth_open > 0.35:
        said.append("with an open mouth")
    if look.eye_open < 0.3:
        said.append("with sleepy eyes")
    elif look.eye_open > 0.85:
        said.append("with wide open eyes")
    if look.brow_tilt > 0.6:
        said.append("with worried brows")
    elif look.brow_tilt < -0.6:
        said.append("with stern brows")
    return said


def pose_words(look: Look) -> list[str]:
    said = []
    if abs(look.turn) > 0.45:
        said.append(f"turned to the {'right' if look.turn > 0 else 'left'}")
    elif abs(look.turn) < 0.12:
        said.append("seen from the front")
    if look.eye_open > 0.35 and abs(look.gaze_x) > 0.55:
        said.append(f"looking {'right' if look.gaze_x > 0 else 'left'}")
    if abs(look.light) > 0.5:
        said.append(f"lit from the {'right' if look.light > 0 else 'left'}")
    return said


def worn_words(look: Look) -> list[str]:
    said = []
    if look.glasses != "none":
        said.append(f"{look.glasses} glasses")
    if look.hat != "none":
        said.append(article({"beanie": "knitted cap", "hat": "hat", "headband": "headband"}[look.hat]))
    if look.earrings == "hoops":
        said.append("hoop earrings")
    if look.lipstick > 0.5:
        said.append("lipstick")
    if look.eye_shadow > 0.6:
        said.append("eye shadow")
    cloth = {"scarf": "top and a scarf"}.get(look.clothes, look.clothes)
    said.append(article(f"{look.clothes_color} {cloth}"))
    return said


def _joined(words: list[str]) -> list[str]:
    """All that is said with "with" in one clause."""
    plain = [word for word in words if not word.startswith("with ")]
    held = [word.removeprefix("with ") for word in words if word.startswith("with ")]
    return [*plain, f"with {listed(held)}"] if held else plain


def caption(look: Look, seed: int) -> str:
    """One of many ways to put it; some things are left unsaid each time."""
    chance = Chance(seed, "portraits", "caption")
    throws = iter(chance.shares(40).tolist())

    def some(words: list[str], often: float) -> list[str]:
        return [word for word in words if next(throws) < often]

    opening = OPENINGS[int(next(throws) * len(OPENINGS))]
    age = age_word(look.age) if next(throws) < 0.9 else ""
    person = article(f"{age} person" if age else "person")
    has = some([word for word in (skin_word(look.skin),) if word], 0.6)
    has += some([hair_words(look)], 0.9)
    if look.beard > 0.7:
        has += some(["a long beard"], 0.85)
    elif 0.35 < look.beard < 0.6:
        has += some(["a short beard"], 0.85)
    elif 0 < look.beard < 0.25:
        has += some(["stubble"], 0.7)
    if look.freckles > 0.4:
        has += some(["freckles"], 0.7)
    if look.eye_open > 0.45:
        has += some([f"{look.eye_color} eyes"], 0.35)
    parts = [f"{opening} {person}".strip() + (f" with {listed(has)}" if has else "")]
    worn = some(worn_words(look), 0.75)
    does = some(face_words(look), 0.75)
    pose = some(pose_words(look), 0.5)
    clauses = _joined(does) + ([f"wearing {listed(worn)}"] if worn else []) + pose
    ground = [f"{look.background} background"] if next(throws) < 0.6 and look.backdrop != "window" else []
    if look.backdrop == "window" and next(throws) < 0.6:
        ground = ["in front of a window"]
    return ", ".join(parts + clauses + ground)
