"""Repeated events as one touch, by comparing each event with the touches before it."""

from dataclasses import dataclass

from reference.trail import Happened, Touch, touch_of
from tropa.clock import day_start
from tropa.map.document import Map
from tropa.map.interactions import Collapse


@dataclass
class Contact:
    """One contact after collapsing; it is named and placed by its first event."""

    first: Touch
    last: Touch
    depth: int
    inbound: bool
    two_way: bool

    @property
    def shown(self) -> bool:
        """An impression: kept apart from what counts."""
        act = self.first.point.interaction
        return act is not None and act.passive and act.depth == 0


def contacts(map_: Map, events: list[Happened]) -> list[Contact]:
    """A person's touches by one map, with repeated ones made one."""
    found: list[Contact] = []
    for event in events:
        touch = touch_of(map_, event)
        if touch is None:
            continue
        same = [one for one in found if belongs(map_, one, touch)]
        if same:
            same[-1].last = touch
            same[-1].depth = max(same[-1].depth, depth(touch))
            same[-1].inbound |= touch.inbound
            same[-1].two_way |= touch.two_way
        else:
            found.append(Contact(touch, touch, depth(touch), touch.inbound, touch.two_way))
    return found


def belongs(map_: Map, contact: Contact, touch: Touch) -> bool:
    """Whether an event is a part of a contact that has begun."""
    how = collapse(touch)
    if how == "none" or collapse(contact.first) != how:
        return False
    since = touch.at - contact.last.at
    if how == "visit":
        return since < map_.policy.visit_gap
    if how == "talk":
        return since < map_.policy.talk_gap
    if how == "day":
        first = contact.first
        same_day = day_start(first.at, map_.zone) == day_start(touch.at, map_.zone)
        same_shown = first.event.fields.get("creative") == touch.event.fields.get("creative")
        return first.point == touch.point and same_day and same_shown
    message = touch.event.fields.get("message_id")
    return message is not None and message == contact.first.event.fields.get("message_id")


def collapse(touch: Touch) -> Collapse:
    """An answered call is a contact of its own; an attempt is one a day."""
    act = touch.point.interaction
    if act is None or (act.collapse == "day" and touch.two_way):
        return "none"
    return act.collapse


def depth(touch: Touch) -> int:
    act = touch.point.interaction
    return act.depth if act else 3
