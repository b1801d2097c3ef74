"""What a field to be filled in is called: by its title, or by its own name read aloud."""

from tropa.map.document import Map
from tropa.map.properties import field_title
from tropa.words import Language


def field_label(map_: Map, field: str, language: Language) -> str:
    """Its title, or its name as it is read aloud: `frame_colour` is «Frame colour»."""
    read = field.replace("_", " ").strip()
    return field_title(map_, field, language) or read[:1].upper() + read[1:] or field
