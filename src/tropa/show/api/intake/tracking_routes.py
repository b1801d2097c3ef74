"""Addresses of what comes: the plan of events, and the write keys events come by."""

from tropa.show.api.address import Address
from tropa.show.api.intake import keys, tracking, tracking_shapes
from tropa.show.api.shapes import Nothing

TRACKING: tuple[Address, ...] = (
    Address(
        "GET",
        "/api/map/{map}/tracking",
        tracking.tracking,
        "The events the map needs, which of them come, and those it does not know.",
        ("edition",),
        right="map.read",
        answers=tracking_shapes.EventPlan,
        how=tracking_shapes.EventPlanHow,
    ),
    Address(
        "GET",
        "/api/keys",
        keys.keys,
        "Write keys of sources.",
        right="keys.manage",
        answers=tracking_shapes.WriteKeys,
        how=Nothing,
    ),
    Address(
        "POST",
        "/api/keys",
        keys.make,
        "A new write key: `private` for a server, `browser` for a site; told once.",
        right="keys.manage",
        answers=tracking_shapes.WriteKeyMade,
        how=Nothing,
        takes=keys.NewKey,
    ),
    Address(
        "PATCH",
        "/api/keys/{key}",
        keys.switch,
        'Switch a key off or on: `{"off": true}`.',
        right="keys.manage",
        answers=tracking_shapes.WriteKey,
        how=Nothing,
        takes=keys.KeySwitch,
    ),
)
