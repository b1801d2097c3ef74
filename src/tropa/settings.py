"""Settings of a workspace: `tropa.toml`, any of them also as `TROPA_…` in the environment.

The environment wins over the file, the file over what stands here.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from tropa.clock import DAY, Duration, duration, zone_of
from tropa.errors import WorkspaceFault
from tropa.words import LANGUAGES, Language, as_language

PREFIX: Final = "TROPA_"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an administrator may set."""

    language: Language = field(
        default="ru", metadata={"means": "Language of answers: ru or en."}
    )
    host: str = field(default="127.0.0.1", metadata={"means": "Address the server listens on."})
    port: int = field(default=8600, metadata={"means": "Port the server listens on."})
    timezone: str = field(
        default="Europe/Moscow",
        metadata={"means": "Zone of dates in files whose mapping states none."},
    )
    rate: int = field(
        default=1_000,
        metadata={"means": "Requests a second one write key may make; 0 is no limit."},
    )
    upload_mb: int = field(
        default=1_024,
        metadata={"means": "Megabytes of a file that may be taken in through the app."},
    )
    stitch_within: Duration = field(
        default=180 * DAY,
        metadata={
            "means": "How long before its first login a device is believed to be its user's."
        },
    )
    operator: str = field(
        default="",
        metadata={
            "means": "Who answers for people's data, name and address: printed on acts of "
            "erasing."
        },
    )
    hosts: str = field(
        default="",
        metadata={
            "means": "Names the server answers to besides its address, separated by commas."
        },
    )
    token: str = field(
        default="",
        metadata={
            "means": "Token that opens everything to programs; on an open address, to browsers "
            "too until somebody has an account."
        },
    )
    proxies: str = field(
        default="",
        metadata={
            "means": "Addresses of proxies, separated by commas, whose word is taken for who "
            "asks and whether over https."
        },
    )


def read_settings(text: str, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings a file and the environment make together.

    Args:
        text: the file's content, empty when there is none.
        environment: the process's when omitted.

    Raises:
        WorkspaceFault: unreadable, an unknown name or a value of the wrong kind.
    """
    try:
        stated: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise WorkspaceFault("settings_unreadable", problem=str(fault)) from fault
    known = {one.name for one in fields(Settings)}
    for name in stated:
        if name not in known:
            raise WorkspaceFault(
                "setting_unknown", found=name, allowed=", ".join(sorted(known))
            )
    for name in known:
        value = (environment if environment is not None else os.environ).get(
            PREFIX + name.upper()
        )
        if value is not None:
            stated[name] = value
    return Settings(**{name: _value(name, value) for name, value in stated.items()})


def _value(name: str, value: object) -> Any:
    try:
        return _read(name, value)
    except (ValueError, TypeError) as fault:
        raise WorkspaceFault("setting_wrong", name=name, found=value) from fault


def _read(name: str, value: object) -> Any:
    if name in ("port", "rate", "upload_mb"):
        return _whole(value)
    if not isinstance(value, str):
        raise TypeError(value)
    if name == "language":
        if value.strip().lower()[:2] not in LANGUAGES:
            raise ValueError(value)
        return as_language(value)
    if name == "stitch_within":
        return 0 if value == "unlimited" else duration(value)
    if name == "timezone":
        zone_of(value)
    return value


def _whole(value: object) -> int:
    """A number from the file, or its text from the environment."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(value)
    number = int(value)
    if number < 0:
        raise ValueError(value)
    return number
