"""What a touch says besides having happened: money, a pause, the reason of an end."""

from reference.trail import Touch
from tropa.map.document import Map
from tropa.moments import read_moment
from tropa.money import minor_units


def amount(map_: Map, touch: Touch, source: tuple[str, str] | None) -> int:
    """The money a touch carries, in minor units."""
    value = field_of(touch, source)
    if touch.event.fields.get("currency", map_.currency) != map_.currency:
        return 0
    return (
        (minor_units(value, map_.currency) or 0) if isinstance(value, str | float | int) else 0
    )


def pause(map_: Map, touch: Touch) -> int:
    """The instant a pause lasts to."""
    moment = read_moment(field_of(touch, map_.outcomes["snooze"].field), map_.zone)
    return moment.at if moment else 0


def reason(map_: Map, touch: Touch) -> object:
    """Why it ended, where any outcome looks for a reason at this touchpoint."""
    sources = [one.field for name, one in map_.outcomes.items() if name != "snooze"]
    found = [field_of(touch, one) for one in sources if one and one[0] == touch.point.id]
    return found[-1] if found else None


def field_of(touch: Touch, source: tuple[str, str] | None) -> object:
    if source is None or source[0] != touch.point.id:
        return None
    return touch.event.fields.get(source[1])
