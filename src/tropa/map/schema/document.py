"""The whole document: what stands on top of a map, and everything under it."""

from typing import Final

from tropa.map.kinds import Choice, Flag, MapId, Number, Ref, Rule, Text
from tropa.map.phrases import From
from tropa.map.schema.common import COMMON, TITLE
from tropa.map.schema.journey import MONEY, OUTCOMES, POLICY
from tropa.map.schema.knowledge import KNOWLEDGE
from tropa.map.schema.run import RUN
from tropa.map.schema.stages import STAGE, TOUCHPOINT, ZONE
from tropa.map.shapes import Fields, Key, Records, Series, Short, Values

FIELD_TYPES: Final = ("text", "number", "flag", "money", "date")

PROPERTY: Final = Short(
    Fields(
        {
            "type": Key(Choice(FIELD_TYPES), "What its values are.", needed=True),
            "title": Key(TITLE, "What people call it: `{type: text, title: City}`."),
        }
    ),
    "type",
)
"""A trait, or a field of an event: its type alone, or with what people call it."""

DOCUMENT: Final = Fields(
    {
        "tropa": Key(Number(1, 1, whole=True), "Format number of this file."),
        "map": Key(MapId(), "The map's name in files and addresses."),
        "id": Key(MapId(), "The same, as other tools write it."),
        **COMMON,
        "language": Key(Choice(("ru", "en")), "Language of the texts."),
        "timezone": Key(Text(60), "Where days begin: `Europe/Moscow`."),
        "currency": Key(Text(3), "Currency of every amount: `RUB`."),
        "calendar": Key(Text(60), "Working calendar."),
        "kind": Key(
            Choice(("planned", "current")), "As it should be, or as it is believed to be."
        ),
        "scope": Key(Text(200), "For which scenario or segment."),
        "parent": Key(MapId(), "The map it was made from."),
        "variants": Key(Values(Text(200)), "Variants of this map and their titles."),
        "unit": Key(
            Choice(("person", "deal", "company")), "Who walks: a person, or each deal."
        ),
        "sales_team": Key(Choice(("true", "false", "mixed")), "Are there live sellers."),
        "lead": Key(Rule("event"), "What makes a lead; else the first two-way touch."),
        "qualified": Key(From(), "Opportunities begin here: `from decision`."),
        "sale": Key(Rule("event"), "What counts as the sale of this map."),
        "money": Key(MONEY, "Where amounts are found."),
        "outcomes": Key(OUTCOMES, "Ends that are not the sale."),
        "policy": Key(POLICY, "Windows and limits."),
        "zones": Key(Series("zone", ZONE, "zone"), "Groups of stages, in order."),
        "stages": Key(Series("stage", STAGE, "stage"), "Stages, in order."),
        "touchpoints": Key(
            Series("touchpoint", TOUCHPOINT, "touchpoint"),
            "Where buyer and seller meet; first match wins.",
        ),
        **KNOWLEDGE,
        **RUN,
        "events": Key(
            Records(Values(PROPERTY), free_names=True),
            "The vocabulary of events: names, and of their fields the types and titles.",
        ),
        "traits": Key(
            Values(PROPERTY),
            "What is known of a person: of which type, and what people call it.",
        ),
        "default": Key(Flag(), "The map for those whom no other map takes."),
        "assigned_to": Key(Ref(("segment",)), "The segment whose people this map places."),
    }
)
