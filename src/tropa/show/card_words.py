"""A person's card in the reader's words, beside its figures: the sentences of the page."""

from typing import Any

from tropa.clock import iso
from tropa.map.properties import trait_title
from tropa.map.titles import MapTitles
from tropa.show.called_words import called_words
from tropa.show.event_words import event_title
from tropa.show.story_words import (
    entry_words,
    next_words,
    rule_words,
    standing_words,
    why_words,
)
from tropa.words import Language, say
from tropa.workspace.opening import Workspace
from tropa.workspace.people.called import called
from tropa.workspace.people.figures import deal_called
from tropa.workspace.people.person import Card, OnMap
from tropa.workspace.people.traits import Trait


def card_words(
    card: Card, traits: list[Trait], workspace: Workspace, language: Language
) -> dict[str, Any]:
    """What the card says: a line for each name, trait, journey and entry, in its own order."""
    return {
        "called": called_words(called(workspace, card.person), language),
        "names": [say(f"story.kind.{one.name.kind.value}", language) for one in card.names],
        "traits": [_trait(one.name, card, workspace, language) for one in traits],
        "told_by": [_event(one.event, card, language) for one in traits],
        "maps": [_journey(one, workspace, language) for one in card.maps],
    }


def _event(event: str, card: Card, language: Language) -> str:
    """What the event that told a trait is called on the first map the person walks."""
    return event_title(event, card.maps[0].map, language) if card.maps else event


def _trait(name: str, card: Card, workspace: Workspace, language: Language) -> str:
    """What a trait is called: the maps the person walks say it first, then any other."""
    walked = [one.map for one in card.maps]
    others = [board.edition.map for _, board in sorted(workspace.boards.items())]
    own = (map_ for map_ in [*walked, *others] if name in map_.traits)
    return trait_title(next(own, None), name, language) or name


def _journey(one: OnMap, workspace: Workspace, language: Language) -> dict[str, Any]:
    titles = MapTitles(one.map)
    owners = [stage.owner for stage in one.map.stages if stage.id == one.stage and stage.owner]
    owner = one.map.owners.get(owners[0]) if owners else None
    return {
        "map": one.map.title,
        "timezone": one.map.timezone,
        "stage": (one.stage and titles.stage(one.stage)) or one.stage,
        "status": say(f"story.status.{one.status}", language),
        "deal": deal_called(workspace, one.deal) if one.deal else None,
        "owner": owner.name or owner.title if owner else None,
        "standing": standing_words(one, language),
        "rule": rule_words(one, language),
        "next": next_words(one, language),
        "next_what": entry_words(one.next, one.map, language) if one.next else None,
        "next_why": why_words(one.next, one.map, language) if one.next else None,
        "story": [
            {
                "what": entry_words(entry, one.map, language),
                "why": why_words(entry, one.map, language),
                **_where(one, entry.touchpoint),
            }
            for entry in one.story
        ],
    }


def _where(one: OnMap, touchpoint: str | None) -> dict[str, str | None]:
    """Who acted in a touch, and over which channel, as the map calls it."""
    point = next((each for each in one.map.touchpoints if each.id == touchpoint), None)
    if point is None:
        return {"side": None, "channel": None}
    known = one.map.records("channels").get(point.channel or "", {})
    channel = str(known.get("title") or point.channel) if point.channel else None
    return {"side": "buyer" if point.from_buyer else "seller", "channel": channel}


def traits_json(traits: list[Trait]) -> list[dict[str, Any]]:
    """What is known about somebody, each with the moment and the event that told it."""
    return [
        {
            "name": one.name,
            "value": one.value,
            "at": iso(one.at),
            "event": one.event,
            "source": one.source or None,
        }
        for one in traits
    ]
