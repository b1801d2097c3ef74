"""What people call a property: a trait of somebody, or a field of an event.

The map's own title stands first, then the words everybody has for names like `email` and
`utm_source`. What neither of them names has no title, and is called by its name as written.
"""

from collections.abc import Iterable, Sequence

from tropa.map.document import Map
from tropa.words import Language, has_words, say


def trait_title(map_: Map | None, name: str, language: Language) -> str | None:
    """What a trait is called; None where nobody has named it.

    Args:
        map_: whose titles stand first; None where no map is asked about.
        name: as events bring it.
        language: of the words everybody has.
    """
    own = map_.traits.get(name) if map_ is not None else None
    return own.title if own is not None and own.title else known_title(name, language)


def field_title(
    map_: Map | None, name: str, language: Language, events: Sequence[str] = ()
) -> str | None:
    """What a field of events is called; None where nobody has named it.

    One name may mean two things in two events. A field of certain events is called as they call
    it; a field of any event as the map calls it, if it calls it the same everywhere.

    Args:
        map_: whose titles stand first; None where no map is asked about.
        name: as events bring it.
        language: of the words everybody has.
        events: those that have the field; any of the map's when none is given.
    """
    said = _titles_by_event(map_, name) if map_ is not None else {}
    own = next((said[event] for event in events if event in said), None)
    if own is not None:
        return own
    some = next(iter(said.values()), None)
    agreed = not events and len(set(said.values())) == 1
    return some if agreed else known_title(name, language) or some


def trait_titles(map_: Map | None, names: Iterable[str], language: Language) -> dict[str, str]:
    """Titles of those traits that have one, by name."""
    found = {name: trait_title(map_, name, language) for name in names}
    return {name: title for name, title in found.items() if title is not None}


def field_titles(map_: Map | None, names: Iterable[str], language: Language) -> dict[str, str]:
    """Titles of those fields that have one, by name, whichever event they are of."""
    found = {name: field_title(map_, name, language) for name in names}
    return {name: title for name, title in found.items() if title is not None}


def known_title(name: str, language: Language) -> str | None:
    """The words everybody has for a name; None where there are none."""
    key = f"field.{name.lower()}"
    return say(key, language) if has_words(key) else None


def _titles_by_event(map_: Map, name: str) -> dict[str, str]:
    return {
        event: fields[name].title
        for event, fields in map_.events.items()
        if name in fields and fields[name].title
    }
