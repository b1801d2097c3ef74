"""Mappings that ship with Tropa: the universal event file, and exports of known programs."""

from functools import cache
from importlib import resources
from typing import Final

from tropa.collect.mapping import FileMapping, read_mapping
from tropa.errors import UsageFault

UNIVERSAL: Final = "events"
"""The preset of our own event file."""
COSTS: Final = "costs"
"""Not of events but of costs: its columns are found by their headers."""


def preset_names() -> list[str]:
    """The presets that ship, in the order of the alphabet."""
    files = resources.files(__name__).iterdir()
    return sorted(one.name.removesuffix(".yaml") for one in files if one.name.endswith(".yaml"))


@cache
def preset(name: str) -> FileMapping:
    """A shipped mapping by its name.

    Raises:
        UsageFault: there is no such preset.
    """
    known = preset_names()
    if name not in known:
        allowed = ", ".join(sorted([*known, COSTS]))
        raise UsageFault("unknown_preset", found=name, known=allowed)
    data = resources.files(__name__).joinpath(f"{name}.yaml").read_bytes()
    return read_mapping(data, f"{name}.yaml")
