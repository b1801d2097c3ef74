"""Writing SVG: elements, attributes, numbers; every text is made harmless on its way out."""

import math
import re
from html import escape
from typing import Final

_SHORTEST: Final = 0.005

# What XML cannot hold at all, not even escaped.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def number(value: float) -> str:
    """A coordinate with at most two decimals.

    Raises:
        ValueError: not a finite number; nothing such may reach a picture.
    """
    if not math.isfinite(value):
        raise ValueError(value)
    if abs(value) < _SHORTEST:
        return "0"
    return f"{value:.2f}".rstrip("0").rstrip(".")


def tag(name: str, *children: str, **attributes: str | float | None) -> str:
    """One element; `class_` is written `class`, `stroke_width` is `stroke-width`.

    An attribute that is None is left out. Children are markup, made by `tag` or `words`.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def words(text: str) -> str:
    """A text as content of an element."""
    return escape(_FORBIDDEN.sub("", text), quote=False)


def track(*steps: str | float) -> str:
    """The `d` of a path, from letters and numbers: `track("M", 0, 4, "H", 12)`."""
    out: list[str] = []
    for step in steps:
        if isinstance(step, str):
            out.append(step)
        else:
            if out and out[-1][-1].isdigit():
                out.append(" ")
            out.append(number(step))
    return "".join(out)


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return escape(_FORBIDDEN.sub("", value), quote=True)
    return number(value)
