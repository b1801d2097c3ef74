"""What people call the things of a map, for conditions said in words."""

from dataclasses import dataclass

from tropa.condition.in_words import in_words
from tropa.condition.syntax import Condition
from tropa.map.document import Map
from tropa.words import Language


@dataclass(frozen=True, slots=True)
class MapTitles:
    """The titles of one map's touchpoints, stages and segments."""

    map: Map

    def touchpoint(self, name: str) -> str | None:
        return next((one.title for one in self.map.touchpoints if one.id == name), None)

    def stage(self, name: str) -> str | None:
        return next((one.title for one in self.map.stages if one.id == name), None)

    def segment(self, name: str) -> str | None:
        return next((one.title for one in self.map.segments if one.id == name), None)


def condition_words(tree: Condition, map_: Map, language: Language) -> str:
    """A condition of the map as a part of a sentence, by the titles its author gave."""
    return in_words(tree, MapTitles(map_), language)
