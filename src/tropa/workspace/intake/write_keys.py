"""Write keys: made for a server or for a site, shown once, switched off and on."""

import secrets
from typing import Final

from tropa.errors import UsageFault
from tropa.keep.ledger import KeyKind, Source
from tropa.workspace.opening import Workspace

LONGEST_TITLE: Final = 100


def new_key(workspace: Workspace, kind: str, title: str) -> str:
    """Make a write key; it is shown once and kept as a hash."""
    return make_key(workspace, "private" if kind == "private" else "browser", title)[1]


def make_key(workspace: Workspace, kind: KeyKind, title: str) -> tuple[Source, str]:
    """The same, with the source it opens.

    Raises:
        UsageFault: the title cannot be shown on one line.
    """
    title = " ".join(title.split())
    if len(title) > LONGEST_TITLE or not title.isprintable():
        raise UsageFault("field_wrong", field="title")
    prefix = "wk" if kind == "private" else "pk"
    key = f"{prefix}_{secrets.token_urlsafe(24)}"
    source = Source(
        id=f"{kind}-{secrets.token_hex(4)}",
        title=title or kind,
        kind=kind,
        off=False,
        created=workspace.clock.now(),
        hint=key[-4:],
    )
    workspace.ledger.sources.add(source, key)
    return source, key


def switch_key(workspace: Workspace, source_id: str, *, off: bool) -> Source:
    """Let a key write no more, or again.

    Raises:
        UsageFault: there is no such key.
    """
    sources = workspace.ledger.sources
    known = {one.id: one for one in sources.every()}
    if source_id not in known or not sources.switch(source_id, off=off):
        allowed = ", ".join(known) or "—"
        raise UsageFault("no_such_key", found=source_id[:80], allowed=allowed)
    return next(one for one in sources.every() if one.id == source_id)
