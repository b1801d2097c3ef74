"""What a question of attribution asks: its words, its models, and what makes no sense."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from tropa.clock import DAY, FOREVER, Duration
from tropa.errors import UsageFault
from tropa.map.kinds import Choice, Flag, Length, Number, Share, Text
from tropa.map.shapes import Key, Many
from tropa.measure.attribution.credits import MODELS, Model, Options
from tropa.measure.attribution.redraw import DRAWS
from tropa.measure.attribution.rules import ENDS, HALF_LIFE
from tropa.measure.questions.items import ANY, Item, fields_of, item_of
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.vocabulary import (
    GROUPS_AT_MOST,
    ITEMS,
    FieldName,
    question_fields,
)

WITHIN: Final[Duration] = 90 * DAY
"""How far back touches count when the question does not say: a quarter."""
TOP: Final = 20
DEFAULT_MODELS: Final[tuple[Model, ...]] = ("first", "last", "linear")
"""Three rules that need no numbers of their own; where they part, the model matters."""

UNITS: Final = ("touchpoints", "channels", "events")
_OF_MAP: Final = ("touchpoints", "channels")
_MOST_ORDER: Final = 10
_MOST_DRAWS: Final = 1_000

OWN: Final[Mapping[str, tuple[Model, ...]]] = {
    "direct": ("last_significant",),
    "ends": ("position",),
    "half_life": ("time_decay",),
    "order": ("markov",),
    "draws": ("markov",),
    "worth": ("shapley",),
    "rest": ("markov", "shapley"),
}
"""Keys that say nothing to any other model than these."""

FIELDS: Final = question_fields(
    {
        "conversion": Key(ITEMS, "What counts as a conversion, any of these.", needed=True),
        "of": Key(
            Choice(UNITS),
            "What gets the credit: touchpoints of the map, their channels, or events by name.",
        ),
        "field": Key(
            FieldName(),
            "Instead of `of`: the values of a property, such as utm_source or channel.",
        ),
        "touches": Key(
            ITEMS,
            "What counts as a touch. Every event that has the property; of touchpoints, "
            "channels and events every one that is no conversion itself",
        ),
        "value": Key(FieldName(), "A number of the conversion to share as well: its amount."),
        "within": Key(
            Length("unlimited"), "How far back from the conversion touches count. 90d"
        ),
        "model": Key(
            Many(Choice(MODELS)), "How to share, one model or several. first, last, linear"
        ),
        "repeats": Key(
            Choice(("count", "once")),
            "The same met several times in a row: each counts, or all are one touch. count",
        ),
        "cut": Key(
            Flag(), "Touches before a former conversion belong to that one alone. false"
        ),
        "rest": Key(
            Flag(),
            "Markov, Shapley: touches after the last conversion are a path that has not "
            "converted. false",
        ),
        "direct": Key(
            Many(Text(200)), "Last significant: what leads to no other, such as (direct)."
        ),
        "ends": Key(Share(), "Position: the part of the first touch, and of the last. 40%"),
        "half_life": Key(Length(), "Time decay: an older touch gets half as much. 7d"),
        "order": Key(
            Number(1, _MOST_ORDER, whole=True),
            "Markov: how many touches back the chain remembers. 1",
        ),
        "draws": Key(
            Number(0, _MOST_DRAWS, whole=True),
            "Markov: drawings behind an interval, 0 for none. 200",
        ),
        "worth": Key(
            Choice(("conversions", "rate")),
            "Shapley: a set is worth its conversions, or the share that converted. conversions",
        ),
        "top": Key(
            Number(1, GROUPS_AT_MOST, whole=True), "Show so many, the rest as «other». 20"
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of attribution as asked."""

    scope: Scope
    conversion: tuple[Item, ...]
    of: str
    """One of UNITS, or empty where a property gets the credit."""
    field: str
    touches: tuple[Item, ...]
    """Empty for the usual ones."""
    value: str
    within: Duration
    models: tuple[Model, ...]
    options: Options
    cut: bool
    rest: bool
    top: int

    @property
    def reads_lost(self) -> bool:
        """Whether some model looks at people who did not convert."""
        return "markov" in self.models or (
            "shapley" in self.models and self.options.worth == "rate"
        )

    @property
    def fields(self) -> frozenset[str]:
        """Properties it reads."""
        own = {name for name in (self.field, self.value) if name}
        return fields_of((*self.conversion, *self.touches)) | own | self.scope.fields


def bind(record: dict[str, Any], scope: Scope) -> Asked:
    """What a record asks.

    Raises:
        UsageFault: nothing or two things to give credit to, no map where one is needed, no
            conversion named, a key that says nothing to the models asked for.
    """
    models = tuple(dict.fromkeys(cast("list[Model]", record.get("model") or DEFAULT_MODELS)))
    _check_unit(record, scope)
    _check_options(record, models)
    conversion = _items(record, "conversion")
    if not conversion:
        raise UsageFault("attribution_no_conversion")
    within = record.get("within", WITHIN)
    return Asked(
        scope=scope,
        conversion=conversion,
        of=record.get("of") or "",
        field=record.get("field") or "",
        touches=_items(record, "touches"),
        value=record.get("value") or "",
        within=within or FOREVER,
        models=models,
        options=_options(record),
        cut=bool(record.get("cut")),
        rest=bool(record.get("rest")),
        top=record.get("top") or TOP,
    )


def _check_unit(record: dict[str, Any], scope: Scope) -> None:
    if ("of" in record) == ("field" in record):
        raise UsageFault("attribution_of_what", allowed=", ".join(UNITS))
    if record.get("of") in _OF_MAP and scope.map is None:
        raise UsageFault("attribution_without_map", found=record["of"])


def _check_options(record: dict[str, Any], models: tuple[Model, ...]) -> None:
    for key, able in OWN.items():
        if key in record and not set(able) & set(models):
            raise UsageFault(
                "attribution_option", key=key, allowed=", ".join(able), found=", ".join(models)
            )
    if record.get("ends") is not None and record["ends"] > 1 / 2:
        raise UsageFault("attribution_ends")


def _items(record: dict[str, Any], key: str) -> tuple[Item, ...]:
    items = [item_of(one) for one in record.get(key) or ()]
    return tuple(_of_any_event(one) for one in items if one != Item())


def _of_any_event(item: Item) -> Item:
    """A condition without a name asks every event."""
    named = item.events or item.points or item.stages
    return item if named else replace(item, events=(ANY,))


def _options(record: dict[str, Any]) -> Options:
    draws = record.get("draws")
    ends = record.get("ends")
    return Options(
        direct=frozenset(record.get("direct") or ()),
        ends=ENDS if ends is None else ends,
        half_life=record.get("half_life") or HALF_LIFE,
        order=record.get("order") or 1,
        draws=DRAWS if draws is None else draws,
        worth=record.get("worth") or "conversions",
        once=record.get("repeats") == "once",
    )
