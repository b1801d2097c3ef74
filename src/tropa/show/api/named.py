"""The workspace an address names: `/w/NAME/…` is this one's, or nobody's.

Under `/w/NAME/` stand the app's screens, and what the app asks: `/w/NAME/api/…` and
`/w/NAME/changes` are the very addresses that stand without the name as well. So a window opened
on one workspace never asks another one that took its place behind the same port.
"""

from typing import Final
from urllib.parse import quote

from starlette.types import Scope

_UNDER: Final = "/w/"
_ASKED: Final = ("/api/", "/changes")


def named(scope: Scope) -> str | None:
    """The workspace a request names; None where it names none."""
    path: str = scope["path"]
    if not path.startswith(_UNDER):
        return None
    return path.removeprefix(_UNDER).partition("/")[0]


def without_name(scope: Scope, name: str) -> Scope:
    """The same request as it stands without the name; a screen of the app stays as it is."""
    path: str = scope["path"]
    rest = path.removeprefix(_UNDER + name)
    if not rest.startswith(_ASKED[0]) and rest != _ASKED[1]:
        return scope
    return {**scope, "path": rest, "raw_path": quote(rest).encode()}
