"""Failed events: listed with their reasons, written out to be mended, taken in again.

A line of such a file is `{"failed": 12, "code": …, "source": …, "event": {…}}`, or `"row"` for
a row of a file. Whoever mends it changes the event or the row and nothing else.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec

from tropa.clock import Instant
from tropa.collect.import_plan import plan_import
from tropa.collect.mapping import FileMapping, read_mapping
from tropa.collect.open_table import open_table
from tropa.collect.presets import preset, preset_names
from tropa.collect.refuse import EVENT_CODES
from tropa.collect.rows import RowReader, body_hashes
from tropa.collect.segment_api import BATCH, Opened, read_events
from tropa.collect.sent_time import NEVER
from tropa.collect.sniff import Wishes
from tropa.collect.source import source_of
from tropa.errors import DataFault, UsageFault
from tropa.keep.intake import CONFLICT, Offer
from tropa.keep.ledger import Failed
from tropa.words import Language, say
from tropa.workspace.intake.cost_importing import FROM_COSTS, replay_costs
from tropa.workspace.intake.importing import MAPPINGS
from tropa.workspace.opening import Workspace

FROM_FILE: Final = "file:"
_AT_ONCE: Final = 1_000
_JSON: Final = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of failed events that were tried again."""

    kept: int
    waiting: int


def message_of(failed: Failed, language: Language) -> str:
    """Why it waits, in words."""
    family = "refusal" if failed.code in EVENT_CODES else "row"
    if failed.code == "damaged_block":
        return say("error.damaged_block.what", language)
    values = {"row": "", "column": "", "found": "", **failed.values}
    return say(f"{family}.{failed.code}.what", language, **values)


def chosen_failed(workspace: Workspace, which: str) -> list[Failed]:
    """The failed events named: `all`, or numbers with commas.

    Raises:
        UsageFault: neither of these.
    """
    if which == "all":
        found: list[Failed] = []
        after = 0
        while page := workspace.ledger.failed.find(None, after, _AT_ONCE):
            found += page
            after = page[-1].id
        return found
    parts = which.split(",")
    if not all(part.strip().isdecimal() for part in parts):
        raise UsageFault("bad_numbers", found=which[:80])
    return workspace.ledger.failed.get(int(part) for part in parts)


def as_lines(failed: Iterable[Failed]) -> Iterator[bytes]:
    """Failed events as lines of a file to be mended."""
    for one in failed:
        body = "row" if one.source.startswith((FROM_FILE, FROM_COSTS)) else "event"
        line = {
            "failed": one.id,
            "code": one.code,
            "source": one.source,
            "where": one.where,
            body: _decoded(one.raw),
        }
        yield _JSON.encode(line) + b"\n"


def mended(workspace: Workspace, data: bytes, name: str) -> list[Failed]:
    """Failed events as their mended lines say.

    Raises:
        DataFault: a line is none of ours.
    """
    found: dict[int, bytes] = {}
    for at, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            said = msgspec.json.decode(line, type=dict[str, Any])
            found[int(said["failed"])] = _JSON.encode(said.get("event", said.get("row")))
        except (msgspec.DecodeError, KeyError, TypeError, ValueError) as fault:
            raise DataFault("not_a_mended_line", where=f"{name}:{at}") from fault
    known = workspace.ledger.failed.get(found)
    return [replace(one, raw=found[one.id]) for one in known]


def replay(workspace: Workspace, failed: Sequence[Failed]) -> Replayed:
    """Take failed events in again; those that are kept wait no longer."""
    kept = 0
    for source in dict.fromkeys(one.source for one in failed):
        own = [one for one in failed if one.source == source]
        for begin in range(0, len(own), _AT_ONCE):
            some = own[begin : begin + _AT_ONCE]
            if source.startswith(FROM_COSTS):
                kept += replay_costs(workspace, some)
            elif source.startswith(FROM_FILE):
                kept += _replay_rows(workspace, some)
            else:
                kept += _replay_events(workspace, some)
    workspace.live.drain()
    return Replayed(kept, len(failed) - kept)


def _replay_events(workspace: Workspace, failed: Sequence[Failed]) -> int:
    source = next(
        (one for one in workspace.ledger.sources.every() if one.id == failed[0].source), None
    )
    public = source is None or source.kind == "browser"
    kept = 0
    # Each was received at its own time, which its corrected time leans on.
    for one in failed:
        opened = Opened(
            "",
            BATCH,
            one.received,
            one.id,
            NEVER,
            [one.raw],
            frozenset(),
            long_numbers=True,
        )
        batch = read_events(opened, one.source, public=public)
        if batch.kept and one.code != CONFLICT:
            again = batch.kept[0]
            kept += _keep(
                workspace, one, one.received, [again.event], [again.body_hash], [one.id]
            )
    return kept


def _replay_rows(workspace: Workspace, failed: Sequence[Failed]) -> int:
    """Rows of one mapping, read as a small file of their own."""
    kept = 0
    # A mended row came with the file it stood in: it bears the instant that import began at.
    for name, began in dict.fromkeys((_mapping_of(one), one.received) for one in failed):
        own = [one for one in failed if (_mapping_of(one), one.received) == (name, began)]
        mapping = _mapping(workspace, name)
        whole = [one for one in own if one.raw.startswith(b"{")]
        if mapping is None or not whole:
            continue
        table = open_table(
            source_of(b"\n".join(one.raw for one in whole) + b"\n", f"{name}.jsonl"), Wishes()
        )
        plan = plan_import(table, mapping, workspace.settings.timezone)
        reader = RowReader(plan, workspace.clock.now())
        for chunk in table.chunks(plan.wanted):
            taken = reader.events_of(chunk)
            bad = {row.row for row in taken.refused}
            numbers = sorted({*chunk.rows, *bad})
            done = [whole[number - 1].id for number in numbers if number not in bad]
            events = [msgspec.structs.replace(one, received=began) for one in taken.events]
            kept += _keep(workspace, whole[0], began, events, body_hashes(events), done)
    return kept


def _mapping_of(failed: Failed) -> str:
    return str(failed.values.get("mapping", ""))


def _keep(
    workspace: Workspace,
    failed: Failed,
    received: Instant,
    events: Sequence[Any],
    bodies: Sequence[bytes],
    done: Sequence[int],
) -> int:
    if done:
        offer = Offer(failed.source, received, events, bodies, replayed=done)
        workspace.intake.keep(offer)
    return len(done)


def _mapping(workspace: Workspace, name: str) -> FileMapping | None:
    path = workspace.folder / MAPPINGS / f"{name}.yaml"
    if path.is_file():
        return read_mapping(path.read_bytes(), f"{MAPPINGS}/{path.name}")
    return preset(name) if name in preset_names() else None


def _decoded(raw: bytes) -> object:
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return raw.decode("utf-8", "replace")
