"""Editing a draft from several places at once: steps, undo and redo, nothing lost or doubled.

A step says from which text it was made. Where others have changed other elements since, it is
done to the present text; where they changed the same, it is refused and told what they did.
A step that is sent twice under one name is done once.
"""

import json
from codecs import BOM_UTF8
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

from tropa.clock import iso
from tropa.errors import MapFault, RequestFault, TropaError, UsageFault, WorkspaceFault
from tropa.keep.edits import Edit
from tropa.map.edit.apply import apply
from tropa.map.edit.changed import clashes
from tropa.map.edit.operation import Operation, Rename, as_json
from tropa.map.edit.parsed import map_of
from tropa.map.finding import MapRefused, Path
from tropa.map.read import read_map
from tropa.words import Language
from tropa.workspace.drafts.draft import (
    TURN,
    Draft,
    Step,
    content,
    edits_since,
    keep_step,
    open_draft,
    paths_between,
    text_at,
)
from tropa.workspace.drafts.draft_patch import merged, patched, turned_back
from tropa.workspace.drafts.edit_words import edit_words
from tropa.workspace.opening import Workspace

LONGEST_ID: Final = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for a step, from which text on, and how they call it."""

    base: str
    client: str = ""
    who: str = ""


@dataclass(frozen=True)
class Applied:
    """What came of a step."""

    draft: Draft
    edit: Edit | None
    """None where the step changed nothing."""
    rebased: bool = False
    repeated: bool = False
    names: dict[int, str] = field(default_factory=dict[int, str])


class Conflict(WorkspaceFault):
    """A step that others' steps stand in the way of."""

    def __init__(self, code: str, draft: Draft, since: Sequence[Edit], clash: Sequence[Path]):
        super().__init__(code)
        self.draft, self.since, self.clash = draft, since, clash

    def as_json(self, language: Language) -> dict[str, object]:
        more: dict[str, object] = {
            "version": self.draft.version,
            "digest": self.draft.digest,
            "changes": [edit_json(one, language) for one in self.since],
            "clash": [list(one) for one in self.clash],
        }
        return super().as_json(language) | more


# ---------------------------------------------------------------- steps


def edit_elements(
    workspace: Workspace, map_id: str, asked: Asked, operations: Sequence[Operation]
) -> Applied:
    """Operations on elements, as one step.

    Raises:
        Conflict: others changed the same since, or the base is not remembered.
        MapRefused: the map could not be read afterwards; nothing was changed.
        MapFault: an element is not there, its name is taken, or the draft cannot be read.
        UsageFault: an operation makes no sense, or the step's name was another one's.
    """
    digest = _digest([as_json(one) for one in operations])
    with TURN:
        draft = open_draft(workspace, map_id)
        known = _repeated(workspace, draft, asked, digest)
        if known is not None:
            return known
        since, text = _since(draft, asked), _text(draft)
        try:
            edited = apply(text, operations, f"maps/{map_id}.yaml")
        except TropaError:
            _check_readable(text)
            if since:
                # What it speaks of may be gone, or called otherwise.
                raise Conflict("conflict", draft, since, ()) from None
            raise
        clash = _clash(workspace, draft, asked, edited.touched)
        if clash:
            raise Conflict("conflict", draft, since, clash)
        _same_map(edited.map.id, map_id)
        step = Step(
            "operations",
            asked.who,
            asked.client,
            digest,
            touched=edited.touched,
            renamed=_renamed(operations),
        )
        done = _kept(workspace, draft, edited.text.encode(), step, rebased=bool(since))
        return Applied(done.draft, done.edit, done.rebased, names=edited.names)


def edit_text(workspace: Workspace, map_id: str, asked: Asked, text: str) -> Applied:
    """The text typed by hand, as one step.

    Raises:
        Conflict: others changed the same lines or elements since.
        MapRefused: the text cannot be read; nothing was changed.
        UsageFault: the step's name was another one's.
    """
    digest = _digest(text)
    with TURN:
        draft = open_draft(workspace, map_id)
        known = _repeated(workspace, draft, asked, digest)
        if known is not None:
            return known
        data = _as_the_file(draft.data, text)
        _same_map(read_map(data, f"maps/{map_id}.yaml").id, map_id)
        since = _since(draft, asked)
        if since:
            data = _merged(workspace, draft, asked, data, since)
        step = Step("text", asked.who, asked.client, digest)
        return _kept(workspace, draft, data, step, rebased=bool(since))


def undo(workspace: Workspace, map_id: str, asked: Asked) -> Applied:
    """The latest step taken back, whoever made it.

    Raises:
        Conflict: the draft is not the one that was looked at.
        WorkspaceFault: there is nothing to take back.
    """
    return _turn(workspace, map_id, asked, back=True)


def redo(workspace: Workspace, map_id: str, asked: Asked) -> Applied:
    """The step last taken back done again.

    Raises:
        Conflict: the draft is not the one that was looked at.
        WorkspaceFault: there is nothing to do again.
    """
    return _turn(workspace, map_id, asked, back=False)


def _turn(workspace: Workspace, map_id: str, asked: Asked, *, back: bool) -> Applied:
    digest = _digest("undo" if back else "redo")
    with TURN:
        draft = open_draft(workspace, map_id)
        known = _repeated(workspace, draft, asked, digest)
        if known is not None:
            return known
        since = _since(draft, asked)
        if since:
            raise Conflict("conflict", draft, since, ())
        steps = draft.done if back else draft.undone
        if not steps:
            raise WorkspaceFault("nothing_to_undo" if back else "nothing_to_redo")
        step = steps[-1]
        patch = workspace.ledger.edits.patches(map_id, [step.version])[step.version]
        data = patched(draft.data, turned_back(patch) if back else patch)
        told = Step(
            "undo" if back else "redo",
            asked.who,
            asked.client,
            digest,
            step.version,
            said=step.said,
        )
        return _kept(workspace, draft, data, told, rebased=False)


def _kept(
    workspace: Workspace, draft: Draft, data: bytes, step: Step, *, rebased: bool
) -> Applied:
    if data == draft.data:
        return Applied(draft, None, rebased)
    after = keep_step(workspace, draft, data, step)
    return Applied(after, after.edits[-1], rebased)


# ---------------------------------------------------------------- what stands in the way


def _repeated(workspace: Workspace, draft: Draft, asked: Asked, digest: str) -> Applied | None:
    """The step of this name that was done before."""
    if not asked.client:
        return None
    if len(asked.client) > LONGEST_ID:
        raise UsageFault("field_wrong", field="id")
    known = workspace.ledger.edits.by_client(draft.map, asked.client)
    if known is None:
        return None
    if known.asked != digest:
        raise RequestFault("id_taken", status=409)
    return Applied(draft, known, repeated=True)


def _since(draft: Draft, asked: Asked) -> list[Edit]:
    """The steps others made since the text that was looked at."""
    since = edits_since(draft, asked.base)
    if since is None:
        raise Conflict("base_unknown", draft, (), ())
    return since


def _clash(
    workspace: Workspace, draft: Draft, asked: Asked, touched: Sequence[Path]
) -> list[Path]:
    """Which elements of a step others have changed since."""
    if asked.base == draft.digest:
        return []
    base = text_at(workspace, draft, asked.base)
    if base is None:
        raise Conflict("base_unknown", draft, (), ())
    return clashes(touched, paths_between(content(base), content(draft.data)))


def _merged(
    workspace: Workspace, draft: Draft, asked: Asked, mine: bytes, since: Sequence[Edit]
) -> bytes:
    """A text made of an older one, with what came in since."""
    base = text_at(workspace, draft, asked.base)
    if base is None:
        raise Conflict("base_unknown", draft, (), ())
    ours = paths_between(content(base), content(mine))
    clash = clashes(ours, paths_between(content(base), content(draft.data)))
    both = merged(base, mine, draft.data)
    if clash or both is None:
        raise Conflict("conflict", draft, since, clash)
    try:
        read_map(both)
    except MapRefused:
        raise Conflict("conflict", draft, since, ours) from None
    return both


def _text(draft: Draft) -> str:
    """The draft's text; the mark some editors put before it is kept.

    Raises:
        MapFault: it is no text.
    """
    try:
        return draft.data.decode("utf-8")
    except UnicodeDecodeError:
        raise MapFault("draft_unreadable") from None


def _check_readable(text: str) -> None:
    """Refuse to edit elements of what was no map before.

    Raises:
        MapFault: the draft cannot be read.
    """
    try:
        map_of(text, "map")
    except MapRefused:
        raise MapFault("draft_unreadable") from None


def _as_the_file(before: bytes, text: str) -> bytes:
    """A text typed in a browser, which knows neither marks nor line ends of other systems."""
    if b"\r\n" in before and "\r" not in text:
        text = text.replace("\n", "\r\n")
    data = text.encode("utf-8", "surrogatepass")
    marked = before.startswith(BOM_UTF8) and not data.startswith(BOM_UTF8)
    return BOM_UTF8 + data if marked else data


def _renamed(operations: Sequence[Operation]) -> dict[str, str]:
    """New names by the ones before the step, whatever stood between them."""
    found: dict[str, str] = {}
    for one in operations:
        if isinstance(one, Rename):
            old = str(one.path[-1])
            first = next((name for name, new in found.items() if new == old), old)
            found[first] = one.name
    return found


def _same_map(found: str, wanted: str) -> None:
    if found != wanted:
        raise WorkspaceFault("map_name_differs", found=found, wanted=wanted)


def _digest(asked: object) -> str:
    told = json.dumps(asked, ensure_ascii=True, sort_keys=True).encode()
    return blake2b(told, digest_size=16).hexdigest()


# ---------------------------------------------------------------- told


def edit_json(edit: Edit, language: Language) -> dict[str, Any]:
    """A step as it is told."""
    return {
        "version": edit.version,
        "kind": edit.kind,
        "who": edit.who,
        "at": iso(edit.at),
        "words": edit_words(edit, language),
        "touched": json.loads(edit.touched),
        "of": edit.of or None,
    }
