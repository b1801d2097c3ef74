"""Addresses of what comes: the plan of events, and the write keys events come by."""

from tropa.show.api.address import Address
from tropa.show.api.intake import keys, tracking

TRACKING: tuple[Address, ...] = (
    Address(
        "GET",
        "/api/map/{map}/tracking",
        tracking.tracking,
        "The events the map needs, which of them come, and those it does not know.",
        ("edition",),
        right="map.read",
    ),
    Address("GET", "/api/keys", keys.keys, "Write keys of sources.", right="keys.manage"),
    Address(
        "POST",
        "/api/keys",
        keys.make,
        "A new write key: `private` for a server, `browser` for a site; told once.",
        right="keys.manage",
    ),
    Address(
        "PATCH",
        "/api/keys/{key}",
        keys.switch,
        'Switch a key off or on: `{"off": true}`.',
        right="keys.manage",
    ),
)
