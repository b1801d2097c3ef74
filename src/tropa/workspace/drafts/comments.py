"""What people say about elements of a map: begun, answered, settled, taken back.

A thread is about one element, or about the map as a whole. Whoever may speak may answer and
settle; words are changed and taken back by whoever said them, or by an owner.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from tropa.clock import iso
from tropa.errors import RequestFault, UsageFault
from tropa.keep.comments import Comment
from tropa.map.compare import elements_of
from tropa.map.finding import Path
from tropa.workspace.drafts.draft import TURN, Draft, content, open_draft
from tropa.workspace.opening import Workspace

LONGEST: Final = 4_000
"""Characters of a comment."""
MOST: Final = 5_000
"""Comments of a map."""
_LONGEST_ID: Final = 100


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks."""

    user: str = ""
    """Their account; empty where there are none, or a program speaks."""
    who: str = ""
    over_all: bool = False
    """They may change what others said."""

    def owns(self, comment: Comment) -> bool:
        """Whether these words are theirs to change."""
        return self.over_all or self.user == comment.user


def comments_json(workspace: Workspace, map_id: str, speaker: Speaker) -> dict[str, Any]:
    """Every thread of a map, the earliest first.

    Raises:
        WorkspaceFault: no such map, or it has no draft.
    """
    elements = _elements(open_draft(workspace, map_id))
    threads: dict[str, list[Comment]] = {}
    for one in workspace.ledger.comments.of_map(map_id):
        threads.setdefault(one.thread, []).append(one)
    told = [
        _thread_json(first, said, elements, speaker)
        for said in threads.values()
        for first in said
        if first.thread == first.id
    ]
    return {"threads": told}


def speak(
    workspace: Workspace, map_id: str, speaker: Speaker, path: Path, text: str, **more: str
) -> None:
    """Say something about an element; what is sent twice under one id is said once.

    Args:
        workspace: of the map.
        map_id: the map.
        speaker: who says it.
        path: of the element; of its thread, where it is an answer.
        text: what is said.
        **more: `id` of the comment; `thread` it answers in, a new one when empty.

    Raises:
        UsageFault: the text is empty or too long, or there is no such element.
        RequestFault: there is no such thread, or too much was said of this map already.
    """
    id_, thread = more["id"], more.get("thread", "")
    if not 0 < len(id_) <= _LONGEST_ID:
        raise UsageFault("field_wrong", field="id")
    text = _checked(text)
    with TURN:
        kept = workspace.ledger.comments
        elements = _elements(open_draft(workspace, map_id))
        known = kept.find(id_)
        if known is not None:
            if (known.map, known.text, known.user) != (map_id, text, speaker.user):
                raise RequestFault("id_taken", status=409)
            return
        if thread:
            first = _found(workspace, map_id, thread)
            path, thread = first.path, first.thread
        elif path not in elements:
            raise UsageFault("comment_on_nothing", found="/".join(map(str, path))[:80])
        if len(kept.of_map(map_id)) >= MOST:
            raise RequestFault("too_many_comments", status=409, limit=MOST)
        now = workspace.clock.now()
        kept.put(
            Comment(id_, map_id, path, thread or id_, now, speaker.user, speaker.who, text)
        )
        _tell(workspace, map_id)


def rewrite(
    workspace: Workspace, map_id: str, speaker: Speaker, comment: str, text: str
) -> None:
    """Other words in place of what was said.

    Raises:
        UsageFault: the text is empty or too long.
        RequestFault: there is no such comment, or somebody else said it.
    """
    text = _checked(text)
    with TURN:
        found = _own(workspace, map_id, speaker, comment)
        changed = replace(found, text=text, edited=workspace.clock.now())
        workspace.ledger.comments.put(changed)
        _tell(workspace, map_id)


def settle(
    workspace: Workspace, map_id: str, speaker: Speaker, thread: str, *, settled: bool
) -> None:
    """Close a thread, or open it again.

    Raises:
        RequestFault: there is no such thread.
    """
    with TURN:
        first = _found(workspace, map_id, thread)
        if first.id != first.thread:
            raise RequestFault("no_such_comment", status=404)
        at = workspace.clock.now() if settled else 0
        changed = replace(first, settled=at, settled_by=speaker.who if settled else "")
        workspace.ledger.comments.put(changed)
        _tell(workspace, map_id)


def take_back(workspace: Workspace, map_id: str, speaker: Speaker, comment: str) -> None:
    """Take back what was said; a thread that others answered in keeps their answers.

    Raises:
        RequestFault: there is no such comment, or somebody else said it.
    """
    with TURN:
        found = _own(workspace, map_id, speaker, comment)
        kept = workspace.ledger.comments
        others = [
            one
            for one in kept.of_map(map_id)
            if one.thread == found.thread and one.id != found.id
        ]
        if found.id == found.thread and others:
            kept.put(replace(found, text="", edited=workspace.clock.now()))
        else:
            kept.drop(found.id)
        if all(not one.text for one in others) and others:
            # Nobody's words are left: the emptied beginning goes, too.
            for one in others:
                kept.drop(one.id)
        _tell(workspace, map_id)


def _checked(text: str) -> str:
    plain = text.strip()
    if not plain or len(plain) > LONGEST:
        raise UsageFault("comment_text_wrong", limit=LONGEST)
    try:
        plain.encode()
    except UnicodeEncodeError:
        raise UsageFault("field_wrong", field="text") from None
    return plain


def _found(workspace: Workspace, map_id: str, comment: str) -> Comment:
    found = workspace.ledger.comments.find(comment)
    if found is None or found.map != map_id:
        raise RequestFault("no_such_comment", status=404)
    return found


def _own(workspace: Workspace, map_id: str, speaker: Speaker, comment: str) -> Comment:
    found = _found(workspace, map_id, comment)
    if not speaker.owns(found):
        raise RequestFault("not_your_comment", status=403)
    return found


def _tell(workspace: Workspace, map_id: str) -> None:
    workspace.news.note("comments", map_id, str(workspace.clock.now()))
    workspace.tell()


def _elements(draft: Draft) -> dict[Path, str]:
    """What may be spoken of: every element, and the map as a whole."""
    said = content(draft.data)
    title = said.get("title") if isinstance(said, dict) else None
    whole: dict[Path, str] = {(): title if isinstance(title, str) and title else draft.map}
    return whole | (elements_of(said) if said is not None else {})


def _thread_json(
    first: Comment, said: list[Comment], elements: Mapping[Path, str], speaker: Speaker
) -> dict[str, Any]:
    settled = {"at": iso(first.settled), "who": first.settled_by} if first.settled else None
    return {
        "id": first.id,
        "path": list(first.path),
        "title": elements.get(first.path, str(first.path[-1]) if first.path else ""),
        "gone": first.path not in elements,
        "settled": settled,
        "comments": [
            {
                "id": one.id,
                "who": one.who,
                "at": iso(one.at),
                "text": one.text,
                "edited": bool(one.edited),
                "taken_back": not one.text,
                "own": speaker.owns(one),
            }
            for one in said
        ],
    }
