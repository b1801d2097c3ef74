"""The section of touches: how well they go, what they lead to, after how many one buys."""

from tropa.measure.chance_at_touch import ChanceAtTouch, chance_json, chance_words
from tropa.measure.overview import overview_json
from tropa.measure.quality import QualityAnswer, TouchQuality, quality_json, quality_words
from tropa.words import Language, say
from tropa.workspace.sections.ground import Ground, Told, Words, told


def quality_section(ground: Ground) -> Told:
    """A row a touchpoint with touches, and the chance at each number of touches."""
    found: QualityAnswer = ground.fold(TouchQuality())
    led = {one["id"]: one for one in overview_json(ground.overview)["touchpoints"]}
    rows = [
        {
            "id": one["id"],
            "title": ground.point_title(one["id"]),
            "touches": led[one["id"]]["touches"],
            "quality": one["quality"],
            "coverage": one["coverage"],
            "rated": one["n"],
            "unseen": one["unseen"],
            "sale": led[one["id"]]["sale"],
            "forward_per_100": led[one["id"]]["forward_per_100"],
        }
        for one in quality_json(found)
    ]
    chance = chance_json(ground.fold(ChanceAtTouch()))
    return told({"points": rows, "chance": chance}, _words)


def _words(language: Language) -> Words:
    effect = {
        name: (
            say(f"show.effect.{name}.title", language),
            say(f"show.effect.{name}.how", language),
        )
        for name in ("sale", "forward")
    }
    return quality_words(language) | effect | {"chance": chance_words(language)}
