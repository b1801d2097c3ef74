"""What a node is: every event, touchpoint or stage by its own name, or rows listed by hand.

Events that state facts about a person (`identify` and the like) or about the source are no
acts, and no nodes unless they are listed. Of listed nodes the first that fits a row is its
node.

Groupings give several nodes one name; the first pattern that fits counts. Two touchpoints or
stages of one title are told apart by their names in the map.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

from tropa.clock import FOREVER
from tropa.condition.over_batch import glob
from tropa.errors import UsageFault
from tropa.event import FACTS, OUTAGE, event_name
from tropa.map.document import Map, Stage, Touchpoint
from tropa.map.kinds import Choice, Flag, Length, Number, Text
from tropa.map.shapes import Fields, Key, Many, Short, Values
from tropa.measure.questions.items import Item, fields_of, item_of, items_of, label_of
from tropa.measure.questions.query import Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.vocabulary import ITEM_KEYS, ITEMS

Groupings: TypeAlias = tuple[tuple[str, str], ...]
"""Patterns and the nodes they stand for."""

LISTED_AT_MOST: Final = 63
"""So many sets of rows are told apart by one bit each."""
STEPS_AT_MOST: Final = 20

MORE_NAME: Final = "(more)"
"""Stands for nodes of a chain that were left out."""
OTHER_NAME: Final = "(other)"
"""Stands for nodes shown together."""
START_NAME: Final = "(start)"
END_NAME: Final = "(end)"
OUR_NAMES: Final = frozenset({MORE_NAME, OTHER_NAME, START_NAME, END_NAME})

NODE: Final = Short(
    Fields(
        {
            **ITEM_KEYS,
            "any": Key(ITEMS, "Alternatives, each with a condition of its own."),
            "name": Key(Text(120), "What it is called in the answer."),
        }
    ),
    "event",
)

NODE_KEYS: Final = {
    "of": Key(
        Choice(("events", "touchpoints", "stages")),
        "What the nodes are: every event, touchpoint or stage by its own name. events",
    ),
    "nodes": Key(
        Many(NODE),
        "Instead of `of`: the nodes one by one; a row is of the first that fits, and nothing "
        "else is looked at.",
    ),
    "groupings": Key(
        Values(Text(120)),
        "Pattern to node: whatever fits the pattern (`*` is any run of characters) is one node "
        "of this name; the first that fits counts.",
    ),
    "without": Key(ITEMS, "Rows left out, as if they had not been."),
    "collapse": Key(Flag(), "Repeats in a row are one node. false"),
    "session_gap": Key(
        Length(), "After so long without a node a new trail begins. Nothing cuts a trail."
    ),
    "ties": Key(
        Choice(("trail", "nodes")),
        "Rows of one instant stand in the order of the trail (time, sequence, event id), or in "
        "the order of the nodes as they are listed. trail",
    ),
    "implied": Key(Flag(), "A stage that was passed over counts as entered, too. false"),
    "medians": Key(
        Choice(("exact", "histogram")),
        "Median times: exact, or of a histogram (not farther than 0.8 % off, little memory). "
        "exact",
    ),
}
"""Keys of every question about chains of nodes."""

DEPTH: Final = Number(2, STEPS_AT_MOST, whole=True)


@dataclass(frozen=True, slots=True)
class Marked:
    """Rows of a role (a start, an end), and what they are called where they are no node."""

    items: tuple[Item, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Nodes:
    """The nodes of a question."""

    of: str
    listed: tuple[Marked, ...]
    groupings: Groupings
    without: tuple[Item, ...]
    collapse: bool
    gap: int
    by_node: bool
    implied: bool
    exact: bool

    def needs(self, scope: Scope, marked: Sequence[Marked] = ()) -> Needs:
        """What a track must bring.

        Args:
            scope: the shared part of the question.
            marked: rows it asks for besides.
        """
        items = [item for one in (*self.listed, *marked) for item in one.items]
        items += self.without
        plain = any(one.events or one.points or one.where is not None for one in items)
        return Needs(
            fields=fields_of(items) | scope.fields,
            points=self.of == "touchpoints" or any(one.points for one in items),
            stages=self.of == "stages" or any(one.stages for one in items),
            implied=self.implied,
            events=self.of in ("events", "touchpoints") or plain,
        )


def called(name: str, title: str, groupings: Groupings) -> str:
    """The node of something named so: its group's, else its own."""
    low = (name.lower(), title.lower())
    for pattern, node in groupings:
        if any(glob(pattern.lower(), text) for text in low):
            return node
    return title


def of_event(name: str, groupings: Groupings) -> str | None:
    """The node of an event, None where it is no act."""
    plain = event_name(name)
    return None if plain in FACTS or plain == OUTAGE else called(plain, plain, groupings)


def bind_nodes(record: dict[str, Any], scope: Scope) -> Nodes:
    """The nodes a record asks for.

    Raises:
        UsageFault: none can be told.
    """
    if record.get("of") and record.get("nodes"):
        raise UsageFault("of_and_nodes")
    listed = tuple(marked(one, scope) for one in record.get("nodes") or ())
    if len(listed) > LISTED_AT_MOST:
        raise UsageFault("too_many_nodes", n=len(listed), limit=LISTED_AT_MOST)
    of = "listed" if listed else record.get("of") or "events"
    if of in ("touchpoints", "stages") and scope.map is None:
        raise UsageFault("which_map", allowed="—")
    by_node = record.get("ties") == "nodes"
    if by_node and of == "events":
        raise UsageFault("ties_without_order")
    without = tuple(item_of(one) for one in record.get("without") or ())
    if Item() in without:
        raise UsageFault("empty_step")
    groupings = cast("dict[str, str | None]", record.get("groupings") or {})
    return Nodes(
        of=of,
        listed=listed,
        groupings=tuple((pattern, name) for pattern, name in groupings.items() if name),
        without=without,
        collapse=bool(record.get("collapse")),
        gap=record.get("session_gap") or FOREVER,
        by_node=by_node,
        implied=bool(record.get("implied")),
        exact=record.get("medians") != "histogram",
    )


def marked(record: dict[str, Any], scope: Scope) -> Marked:
    """Rows of one record with their name.

    Raises:
        UsageFault: it asks for nothing.
    """
    items = items_of(record)
    if Item() in items:
        raise UsageFault("empty_step")
    return Marked(items, record.get("name") or label_of(items, scope.map))


def titles(map_: Map, of: str) -> list[tuple[str, str]]:
    """Names and titles of the map's touchpoints or stages; no two titles are the same."""
    known: Sequence[Touchpoint | Stage]
    known = map_.touchpoints if of == "touchpoints" else map_.stages
    many = Counter(one.title for one in known)
    return [
        (one.id, one.title if many[one.title] == 1 else f"{one.title} ({one.id})")
        for one in known
    ]
