"""A map's text as programs want it: what it says, where, and what is wrong with it."""

import json
from typing import Any

from tropa.clock import iso
from tropa.keep.edits import Edit
from tropa.map.check import check
from tropa.map.document import Map
from tropa.map.edit.content import content_of, typed
from tropa.map.edit.lines import lines_of, named_path
from tropa.map.edit.parsed import map_of, parsed
from tropa.map.finding import Finding, MapRefused, Path
from tropa.map.node import Mapping, TextRefused, decode
from tropa.map.shapes import SYNONYM
from tropa.map.titles import written_words
from tropa.words import Language
from tropa.workspace.drafts.draft import Draft
from tropa.workspace.drafts.edit_words import edit_words
from tropa.workspace.opening import Workspace


def state_json(workspace: Workspace, draft: Draft, language: Language) -> dict[str, Any]:
    """How a draft stands: its version, what can be undone, what is published."""
    editions = workspace.ledger.catalogue.editions(draft.map)
    done, undone = draft.done, draft.undone
    return {
        "map": draft.map,
        "digest": draft.digest,
        "version": draft.version,
        "editions": [
            {"number": one.number, "published": iso(one.published), "reason": one.reason}
            for one in editions
        ],
        "published": editions[-1].number if editions else None,
        "changed": not editions or editions[-1].digest != draft.digest,
        "can_undo": bool(done),
        "can_redo": bool(undone),
        "undo": _words(done, language),
        "redo": _words(undone, language),
    }


def _words(steps: list[Edit], language: Language) -> str | None:
    return edit_words(steps[-1], language) if steps else None


def text_json(data: bytes, name: str, language: Language) -> dict[str, Any]:
    """A text, what it says by the map's own keys, and its findings.

    Args:
        data: the file.
        name: what the file is called in findings.
        language: of the sentences.
    """
    try:
        text = decode(data)
    except TextRefused as fault:
        # Bytes that are no text are shown as well as they can be.
        finding = Finding(fault.code, "refused", fault.place, values=fault.values)
        text = data.decode("utf-8", "replace")
        return _unreadable(text, [finding], None, name, language)
    try:
        root = parsed(text).root
    except TextRefused as fault:
        finding = Finding(fault.code, "refused", fault.place, values=fault.values)
        return _unreadable(text, [finding], None, name, language)
    try:
        map_ = map_of(data.decode("utf-8"), name)
    except MapRefused as fault:
        return _unreadable(text, fault.findings, root, name, language)
    return {
        "text": text,
        "document": _document(root),
        "lines": {path_key(path): line for path, line in lines_of(root).items()},
        "said": _said(map_, root, language),
        "findings": findings_json(check(map_, launch=True), root, name, language),
    }


def _unreadable(
    text: str, found: list[Finding], root: Mapping | None, name: str, language: Language
) -> dict[str, Any]:
    told = findings_json(found, root, name, language)
    return {"text": text, "document": None, "lines": {}, "said": {}, "findings": told}


def _document(root: Mapping) -> dict[str, Any]:
    document = typed(content_of(root))
    if "map" not in document:
        document = {"map": document.pop(SYNONYM), **document}
    return document


def _said(map_: Map, root: Mapping, language: Language) -> dict[str, str]:
    """Every condition in words, by its path."""
    return {
        path_key(named_path(root, written.path)): written_words(written, map_, language)
        for written in map_.reading.conditions
    }


def path_key(path: Path) -> str:
    """A path as a key of JSON: the same as `JSON.stringify` makes of it."""
    return json.dumps(path, ensure_ascii=False, separators=(",", ":"))


def findings_json(
    found: list[Finding], root: Mapping | None, name: str, language: Language
) -> list[dict[str, Any]]:
    """Findings, each with the path that edits use."""
    return [
        one.as_json(name, language)
        | {"path": list(named_path(root, one.path) if root else one.path)}
        for one in found
    ]


def root_of(data: bytes) -> Mapping | None:
    """The nodes of a text; None where it is no document."""
    try:
        return parsed(decode(data)).root
    except TextRefused:
        return None
