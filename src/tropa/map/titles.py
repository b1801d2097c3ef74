"""What people call the things of a map, for conditions said in words."""

from dataclasses import dataclass
from typing import cast

from tropa.condition.in_words import in_words
from tropa.condition.syntax import Condition
from tropa.map.document import Map
from tropa.map.kinds import Written
from tropa.map.properties import field_title, trait_title
from tropa.words import Language


@dataclass(frozen=True, slots=True)
class MapTitles:
    """The titles of one map's touchpoints, stages, segments and properties."""

    map: Map

    def touchpoint(self, name: str) -> str | None:
        return next((one.title for one in self.map.touchpoints if one.id == name), None)

    def stage(self, name: str) -> str | None:
        return next((one.title for one in self.map.stages if one.id == name), None)

    def segment(self, name: str) -> str | None:
        return next((one.title for one in self.map.segments if one.id == name), None)

    def trait(self, name: str, language: Language) -> str | None:
        return trait_title(self.map, name, language)

    def field(self, name: str, touchpoint: str, language: Language) -> str | None:
        points = self.map.touchpoints
        events = next((one.events for one in points if one.id == touchpoint), ())
        return field_title(self.map, name, language, events)


def condition_words(tree: Condition, map_: Map, language: Language, of: str = "") -> str:
    """A condition of the map as a part of a sentence, by the titles its author gave.

    Args:
        tree: what is said.
        map_: whose condition it is.
        language: of the sentence.
        of: the touchpoint whose event it tests; empty where it is of a person.
    """
    return in_words(tree, MapTitles(map_), language, of)


def written_words(written: Written, map_: Map, language: Language) -> str:
    """A condition the map's text holds: it stands where its place tells whose it is."""
    of = ""
    if written.sees == "fields":
        # Only a touchpoint and its steps are recognised by fields alone.
        of = map_.touchpoints[cast("int", written.path[1])].id
    return condition_words(written.tree, map_, language, of)
