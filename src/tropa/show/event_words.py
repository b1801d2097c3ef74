"""What events are called by people: as the map's author called them, or as everybody does."""

from tropa.map.document import Map
from tropa.words import Language, has_words, say


def event_title(event: str, map_: Map, language: Language) -> str:
    """The touchpoint that alone is this event, the words there are for it, or its own name."""
    titled = _titles(map_).get(event)
    if titled:
        return titled
    if has_words(f"happened.{event}"):
        return say(f"happened.{event}", language)
    return event.replace("_", " ").strip() or event


def _titles(map_: Map) -> dict[str, str]:
    """Events that one touchpoint alone listens to: of a part of them nobody is named after."""
    found: dict[str, str] = {}
    for one in map_.touchpoints:
        for event in one.events:
            found[event] = "" if event in found or one.where is not None else one.title
    return found
