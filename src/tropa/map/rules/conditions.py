"""Rules about conditions that are read otherwise than they look, and unusable names."""

from collections.abc import Iterator
from typing import Final

from tropa.condition.brackets import lonely_windows, mixed
from tropa.condition.parse import KEYWORDS
from tropa.map.document import Map
from tropa.map.finding import Finding
from tropa.map.phrases import FIXED
from tropa.map.rules.rule import Rule

_USED_IN_CONDITIONS: Final = ("stage", "touchpoint", "segment")
_USED_IN_PHRASES: Final = ("stage", "touchpoint")


class MixedAndOr(Rule):
    """`and` and `or` in one row without brackets.

    `a or b and c` is read as `a or (b and c)`; half of all readers take it for
    `(a or b) and c`. Brackets cost two characters and remove the doubt.

    Bad::

        map: shop
        title: Shop
        sale: did payment or did order and did delivery
        touchpoints:
          - touchpoint: payment
          - touchpoint: order
          - touchpoint: delivery

    Good::

        map: shop
        title: Shop
        sale: did payment or (did order and did delivery)
        touchpoints:
          - touchpoint: payment
          - touchpoint: order
          - touchpoint: delivery
    """

    number = "M014"
    code = "mixed_and_or"
    severity = "error"

    def look(self, map_: Map) -> Iterator[Finding]:
        for written in map_.reading.conditions:
            for at in mixed(written.tree, written.text):
                yield self.within(map_, written, at)


class LonelyWindow(Rule):
    """`within` at the end of an `or`, where it limits the last touch alone.

    In `did call or did visit within 7d` the seven days are of the visit only; the call may be
    of any age. Repeat the window, or put the test that has it into brackets to show that it
    is meant so.

    Bad::

        map: shop
        title: Shop
        sale: did call or did visit within 7d
        touchpoints:
          - touchpoint: call
          - touchpoint: visit

    Good::

        map: shop
        title: Shop
        sale: did call within 7d or did visit within 7d
        touchpoints:
          - touchpoint: call
          - touchpoint: visit
    """

    number = "M015"
    code = "lonely_window"
    severity = "note"

    def look(self, map_: Map) -> Iterator[Finding]:
        for written in map_.reading.conditions:
            for test in lonely_windows(written.tree, written.text):
                yield self.within(map_, written, test.span[0], name=test.touchpoint)


class NameIsAWord(Rule):
    """A name that is a word of conditions or KPIs.

    `lead` and `sale` in a KPI mean the lead and the sale of the map, and words such as `first`
    or `lost` belong to the language of conditions: a stage or touchpoint of that name cannot
    be spoken of. Choose another name; the title may stay.

    Bad::

        map: shop
        title: Shop
        stages:
          - stage: lead
            title: Lead

    Good::

        map: shop
        title: Shop
        stages:
          - stage: enquiry
            title: Lead
    """

    number = "M038"
    code = "name_is_a_word"
    severity = "note"

    def look(self, map_: Map) -> Iterator[Finding]:
        for one in map_.reading.defined.values():
            taken = (one.kind in _USED_IN_CONDITIONS and one.name in KEYWORDS) or (
                one.kind in _USED_IN_PHRASES and one.name in FIXED
            )
            if taken:
                values: dict[str, object] = {"name": one.name, "kind": one.kind}
                yield Finding(self.code, self.severity, one.place, (), self.number, values)
