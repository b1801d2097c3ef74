"""A new map beside the others: from a line of stages, or from a template."""

import re
from collections.abc import Sequence
from typing import Final

from tropa.errors import UsageFault, WorkspaceFault
from tropa.map.document import Map
from tropa.map.edit.apply import apply
from tropa.map.edit.operation import Set
from tropa.map.names import name_from
from tropa.map.read import read_map
from tropa.map.templates import read_template
from tropa.map.write import map_from_stages
from tropa.words import Language
from tropa.workspace.drafts.draft import TURN
from tropa.workspace.opening import Workspace

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_SEPARATES: Final = re.compile(r"→|->|=>|>|\n")
RESERVED: Final = frozenset(("api", "changes"))
"""Behind a workspace's name these stand for what programs ask, not for a map."""


def make_map(
    workspace: Workspace,
    title: str,
    language: Language,
    *,
    stages: str | Sequence[str] | None = None,
    template: str | None = None,
    map_id: str = "",
) -> Map:
    """Make a map's draft.

    Args:
        workspace: where it will stand.
        title: what people call it.
        language: of the map and its comments.
        stages: titles in order, in a list or on one line.
        template: or the name of a ready-made map.
        map_id: its name in files and addresses; made of the title when omitted.

    Raises:
        UsageFault: no title, neither or both of stages and template, no such template, or a
            name that addresses of the product take.
        WorkspaceFault: there is a map of that name.
        MapRefused: a title or the name cannot stand in a map.
    """
    if not title.strip() or (stages is None) == (template is None):
        raise UsageFault("map_wish_wrong")
    with TURN:
        known = workspace.maps.ids()
        name = map_id or name_from(title, "map", [*known, *RESERVED])
        if not _NAME.fullmatch(name):
            raise UsageFault("bad_element_name", found=name[:60])
        if name in RESERVED:
            raise UsageFault("map_name_reserved", found=name)
        if name in known:
            raise WorkspaceFault("map_exists", found=name)
        if stages is not None:
            text = map_from_stages(_line(stages), language, name, title.strip())
        else:
            ready = read_template(template or "", language)
            wanted = [Set(("map",), name), Set(("title",), title.strip())]
            text = apply(ready, wanted).text
        made = read_map(text, f"maps/{name}.yaml")
        workspace.maps.write_draft(name, text.encode())
        now = workspace.clock.now()
        workspace.live.change_boards(lambda: workspace.boards.refresh(now))
        return made


def _line(stages: str | Sequence[str]) -> str:
    if isinstance(stages, str):
        return stages
    titles = [" ".join(one.split()) for one in stages]
    if not titles or not all(titles) or any(_SEPARATES.search(one) for one in titles):
        raise UsageFault("map_wish_wrong")
    return " → ".join(titles) if len(titles) > 1 else f"{titles[0]} →"
