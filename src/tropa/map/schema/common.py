"""Keys that every part of a map may carry."""

from typing import Final

from tropa.map.kinds import Ref, Text, Url
from tropa.map.shapes import Anything, Key, Many

TITLE: Final = Text(200)
NOTE: Final = Text(4_000)
ROLE: Final = Ref(("owner",))

COMMON: Final = {
    "title": Key(TITLE, "What people call it."),
    "note": Key(NOTE, "Anything worth remembering."),
    "tags": Key(Many(Text(60)), "Free marks to search by."),
    "fields": Key(Anything(), "Free attributes of your own."),
    "link": Key(Url(), "A page, a document, a recording."),
}
