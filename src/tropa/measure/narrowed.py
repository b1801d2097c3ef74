"""Whom an answer of the map is about when it is not about everybody, as it is told."""

from dataclasses import dataclass
from typing import Any

from tropa.clock import Instant, iso
from tropa.map.document import Map, Segment
from tropa.map.portraits import Portrait
from tropa.words import LANGUAGES, Language, say


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Some of the people, and by what they were chosen."""

    segment: Segment | None
    persona: Portrait | None
    people: int
    """How many belong, whether they ever set foot on the map or not."""
    as_of: Instant
    """Traits and deeds up to here told who belongs."""


def narrowed_json(found: Narrowed, map_: Map) -> dict[str, Any]:
    """Whom the answer is about; `words` say it in each language, with what is still of all."""
    segment, persona = found.segment, found.persona
    return {
        "segment": segment and {"id": segment.id, "title": segment.title},
        "persona": persona
        and {"id": persona.id, "title": persona.title, "segment": persona.segment},
        "people": found.people,
        "belongs_as_of": iso(found.as_of, map_.zone),
        "words": {language: narrowed_words(found, language) for language in LANGUAGES},
    }


def narrowed_words(found: Narrowed, language: Language) -> list[str]:
    """Whom the answer is about, who belongs, and what is told of everybody only."""
    names = [
        say(f"narrowed.{kind}", language, title=one.title)
        for kind, one in (("segment", found.segment), ("persona", found.persona))
        if one is not None
    ]
    whom = say("narrowed.whom", language, names=", ".join(names), n=found.people)
    return [whom, say("narrowed.belongs", language), say("narrowed.whole", language)]
