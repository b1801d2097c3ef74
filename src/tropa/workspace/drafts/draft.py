"""A map's draft with its journal: what it is now, and how it came to be.

A step goes to the ledger first, with the text after it, and then into the file. Whoever opens
the draft next finds one of three things: file and journal agree; the file is one step behind
because the machine stopped between the two, and is brought up to it; or the file is something
else, because another program changed it, and that becomes a step like any other.
"""

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tropa.errors import WorkspaceFault
from tropa.keep.edits import Edit, EditKind
from tropa.keep.maps import Maps
from tropa.map.compare import Difference, differences, other_names
from tropa.map.edit.changed import changed_paths
from tropa.map.edit.content import Content
from tropa.map.edit.parsed import parsed
from tropa.map.finding import Path
from tropa.map.node import TextRefused, decode
from tropa.workspace.boards import edition_digest
from tropa.workspace.drafts.draft_patch import patch_between, patched, turned_back
from tropa.workspace.opening import Workspace

REMEMBERED: Final = 1_000
"""Steps of a map that can be taken back."""
_SPARE: Final = 200
"""Old steps are dropped so many at once."""
_SAID_AT_MOST: Final = 30
"""Differences of one step that are kept in words."""

TURN: Final = threading.RLock()
"""One thread at a time changes a draft."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done to a draft, and who asks for it."""

    kind: EditKind
    who: str = ""
    client: str = ""
    asked: str = ""
    of: int = 0
    touched: Sequence[Path] | None = None
    """What it touches; found out from the texts when omitted."""
    said: str = ""
    """What it did, when another step says it; else found out from the texts."""
    renamed: Mapping[str, str] = field(default_factory=dict[str, str])
    """Elements it gives other names, new by old; more may be found out from the texts."""


@dataclass(frozen=True)
class Draft:
    """A draft as it is now."""

    map: str
    data: bytes
    digest: str
    edits: Sequence[Edit]

    @property
    def version(self) -> int:
        """Rising with every step; 0 before the first."""
        return self.edits[-1].version if self.edits else 0

    @property
    def done(self) -> list[Edit]:
        """Steps that can be taken back, the latest last."""
        return _stacks(self.edits)[0]

    @property
    def undone(self) -> list[Edit]:
        """Steps that can be done again, the next one last."""
        return _stacks(self.edits)[1]


def open_draft(workspace: Workspace, map_id: str) -> Draft:
    """The draft as it is on disk, in agreement with its journal.

    Raises:
        WorkspaceFault: no such map, or it has no draft.
    """
    with TURN:
        data = _data(workspace.maps, map_id)
        kept = workspace.ledger.edits
        edits = kept.edits(map_id)
        now = Draft(map_id, data, edition_digest(data), edits)
        if not edits or now.digest == edits[-1].after:
            if edits and not edits[-1].written:
                kept.mark_written(map_id, now.version)
            return now
        text = kept.text(map_id) or b""
        if not edits[-1].written and now.digest == edits[-1].before:
            return _written(workspace, Draft(map_id, text, edits[-1].after, edits))
        before = Draft(map_id, text, edits[-1].after, edits)
        return keep_step(workspace, before, data, Step("outside"))


def _data(maps: Maps, map_id: str) -> bytes:
    known = maps.ids()
    if map_id not in known:
        listed = ", ".join(known) or "—"
        raise WorkspaceFault("no_such_map", found=map_id[:80], allowed=listed)
    data = maps.draft(map_id)
    if data is None:
        raise WorkspaceFault("no_draft", found=map_id)
    return data


def keep_step(workspace: Workspace, draft: Draft, data: bytes, step: Step) -> Draft:
    """The draft after one step more: journal first, then the file."""
    before, after = content(draft.data), content(data)
    touched = step.touched
    if touched is None:
        touched = paths_between(before, after)
    edit = Edit(
        map=draft.map,
        version=draft.version + 1,
        kind=step.kind,
        of=step.of,
        at=workspace.clock.now(),
        who=step.who,
        client=step.client,
        asked=step.asked,
        before=draft.digest,
        after=edition_digest(data),
        touched=json.dumps([list(one) for one in touched], ensure_ascii=False),
        said=step.said or _said(before, after),
    )
    with workspace.ledger.together():
        workspace.ledger.edits.add(edit, patch_between(draft.data, data), data)
        workspace.ledger.comments.follow(
            draft.map, _renamed(before, after) | dict(step.renamed)
        )
    return _written(workspace, Draft(draft.map, data, edit.after, [*draft.edits, edit]))


def _written(workspace: Workspace, draft: Draft) -> Draft:
    kept = workspace.ledger.edits
    if workspace.maps.draft(draft.map) != draft.data:
        workspace.maps.write_draft(draft.map, draft.data)
    kept.mark_written(draft.map, draft.version)
    if len(draft.edits) > REMEMBERED + _SPARE:
        kept.drop_before(draft.map, draft.edits[-REMEMBERED].version)
    _tell(workspace, draft)
    return Draft(draft.map, draft.data, draft.digest, kept.edits(draft.map))


def _tell(workspace: Workspace, draft: Draft) -> None:
    """Whoever looks at the map hears that its draft changed.

    Boards are brought in line by the next question: no step waits for everybody to be placed.
    """
    workspace.news.note("draft", draft.map, draft.digest)
    workspace.tell()


def _renamed(before: Content | None, after: Content | None) -> dict[str, str]:
    return other_names(before, after) if before is not None and after is not None else {}


def _said(before: Content | None, after: Content | None) -> str:
    found: list[Difference] = []
    if before is not None and after is not None:
        found = differences(before, after)
    told = [one.as_json() for one in found[:_SAID_AT_MOST]]
    return json.dumps({"differences": told, "n": len(found)}, ensure_ascii=False)


# ---------------------------------------------------------------- texts and what they say


def content(data: bytes) -> Content | None:
    """What a text says; None for one that cannot be read at all."""
    try:
        return parsed(decode(data)).content
    except TextRefused:
        return None


def paths_between(before: Content | None, after: Content | None) -> list[Path]:
    """What differs; everything, where one of the texts cannot be read."""
    if before is None or after is None:
        return [()]
    return changed_paths(before, after)


def text_at(workspace: Workspace, draft: Draft, digest: str) -> bytes | None:
    """The draft as it was with this digest; None where that is not remembered."""
    data = draft.data
    if digest == draft.digest:
        return data
    since = edits_since(draft, digest)
    if since is None:
        return None
    patches = workspace.ledger.edits.patches(draft.map, [one.version for one in since])
    for one in reversed(since):
        data = patched(data, turned_back(patches[one.version]))
    return data


def edits_since(draft: Draft, digest: str) -> list[Edit] | None:
    """The steps after the text with this digest; None where it is not remembered."""
    if digest == draft.digest:
        return []
    for at in range(len(draft.edits) - 1, -1, -1):
        if draft.edits[at].before == digest:
            return list(draft.edits[at:])
    return None


def _stacks(edits: Sequence[Edit]) -> tuple[list[Edit], list[Edit]]:
    """Steps done and steps undone: undo takes from the first, redo from the second."""
    known = {one.version: one for one in edits}
    done: list[Edit] = []
    undone: list[Edit] = []
    for one in edits:
        if one.kind == "undo":
            done = [each for each in done if each.version != one.of]
            undone += [known[one.of]] if one.of in known else []
        elif one.kind == "redo":
            undone = [each for each in undone if each.version != one.of]
            done += [known[one.of]] if one.of in known else []
        else:
            done.append(one)
            undone.clear()
    return done, undone
