"""What surrounds an event and matters on a map: page, campaign, device, the person's traits.

Clients send it as `context`, beside the properties. Conditions of a map ask for fields of the
event, so the few that they ask for are put among the properties where the sender did not put
them: `path`, `url`, `referrer`, `title`, `utm` and `device`. Addresses of the network are left
behind: they belong to nobody's history.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from tropa.collect.contacts import Flag, as_fields, name_of, named_by
from tropa.event import Name

_PAGE: Final = ("path", "url", "referrer", "title")
_UTM: Final = {
    "source": "source",
    "medium": "medium",
    "name": "campaign",
    "campaign": "campaign",
    "content": "content",
    "term": "term",
}
_DEVICES: Final = {
    "mobile": "phone",
    "phone": "phone",
    "smartphone": "phone",
    "ios": "phone",
    "android": "phone",
    "tablet": "tablet",
    "ipad": "tablet",
    "desktop": "desktop",
    "computer": "desktop",
    "tv": "tv",
}


class Context(msgspec.Struct, rename="camel", gc=False):
    """The parts of a client's `context` that are read; each may be anything at all."""

    traits: msgspec.Raw = msgspec.Raw()
    page: object = None
    campaign: object = None
    device: object = None
    user_agent: object = None
    external_ids: object = None


NO_CONTEXT: Final = Context()


def surroundings(context: Context, properties: Mapping[str, object]) -> dict[str, object]:
    """The fields to add to the properties: only those that are not there."""
    found: dict[str, object] = {}
    if context.page:
        page = as_fields(context.page)
        for field in _PAGE:
            value = page.get(field)
            if value and isinstance(value, str) and field not in properties:
                found[field] = value
    if context.campaign and "utm" not in properties:
        utm = _utm(context.campaign)
        if utm:
            found["utm"] = utm
    if "device" not in properties:
        device = _device(context)
        if device:
            found["device"] = device
    return found


def _utm(campaign: object) -> dict[str, str]:
    utm: dict[str, str] = {}
    for field, value in as_fields(campaign).items():
        mark = _UTM.get(field)
        if mark is not None and value and isinstance(value, str):
            utm[mark] = value
    return utm


def _device(context: Context) -> str | None:
    if context.device is not None:
        said = as_fields(context.device).get("type")
        device = _DEVICES.get(said.lower()) if isinstance(said, str) else None
        if device is not None:
            return device
    agent = context.user_agent
    return _device_of(agent[:300]) if isinstance(agent, str) and agent else None


def device_of(user_agent: str) -> str | None:
    """phone, tablet or desktop, as far as a browser tells; None for programs."""
    if "Mobi" in user_agent:
        return "tablet" if "iPad" in user_agent or "Tablet" in user_agent else "phone"
    if "Android" in user_agent or "iPad" in user_agent or "Tablet" in user_agent:
        return "tv" if "TV" in user_agent else "tablet"
    return "desktop" if user_agent.startswith("Mozilla/") else None


_device_of: Final = lru_cache(1_024)(device_of)


def external_names(entries: Sequence[object], flag: Flag) -> list[Name]:
    """Names from `externalIds`: `[{"type": "telegram_id", "id": "77"}]`."""
    names: list[Name] = []
    for entry in map(as_fields, entries):
        kind = entry.get("type")
        meaning = named_by(kind) if isinstance(kind, str) else None
        name = name_of(*meaning, entry.get("id"), flag) if meaning else None
        if name is not None:
            names.append(name)
    return names
