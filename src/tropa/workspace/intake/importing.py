"""Taking files in: by which mapping, chunk by chunk, going on where a kill broke off.

A file is known by its content and its mapping. Each chunk is kept in one commit together with
how far the import has come, so that nothing is taken twice and nothing is passed over; a file
that was taken in whole adds nothing when it comes again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final

from tropa.clock import SECOND, Instant
from tropa.collect.cost_mapping import CostMapping, any_mapping
from tropa.collect.guess import Guess, guess_mapping, own_mapping
from tropa.collect.import_plan import ImportPlan, plan_import
from tropa.collect.mapping import FileMapping, read_mapping
from tropa.collect.mapping_text import mapping_text
from tropa.collect.open_table import open_tables
from tropa.collect.presets import preset
from tropa.collect.refuse_rows import RefusedRow
from tropa.collect.rows import RowReader, Taken, body_hashes
from tropa.collect.sniff import Wishes
from tropa.collect.source import FileRefused, Source
from tropa.collect.table import Table
from tropa.keep.intake import Offer
from tropa.keep.ledger import Failed, ImportRecord, Progress
from tropa.parts.files import write_whole
from tropa.workspace.opening import Workspace

MAPPINGS: Final = "mappings"
DRAIN_AFTER: Final = 200_000
"""Events taken in before the loop, when nobody else runs it, works them off."""

_NOT_IN_A_NAME: Final = '\\/:*?"<>|'


@dataclass(frozen=True, slots=True)
class Chosen:
    """A table with the mapping it will be read by."""

    table: Table
    mapping: FileMapping
    guess: Guess | None = None
    """Set when the mapping was supposed just now."""
    saved: Path | None = None
    """Where a supposed mapping was saved, or read from."""


@dataclass
class Loading:
    """How far an import has come."""

    name: str
    total: int | None
    """Rows of the file, or about so many; None when nobody can tell."""
    started: Instant
    rows: int = 0
    accepted: int = 0
    duplicates: int = 0
    erased: int = 0
    """About people who were erased: not kept."""
    conflicts: int = 0
    refused: Counter[str] = field(default_factory=Counter[str])
    examples: list[RefusedRow] = field(default_factory=list[RefusedRow])
    earlier: bool = False
    """The file had been taken in whole before."""
    resumed: int = 0
    """Chunks that were kept before a break."""
    refused_before: int = 0
    """Rows refused in them."""
    record: str = ""
    """What the import is known by."""

    def rate(self, now: Instant) -> float:
        """Rows a second so far."""
        spent = max(now - self.started, SECOND // 100)
        return self.rows * SECOND / spent

    def left(self, now: Instant) -> Instant | None:
        """µs left at this rate."""
        if self.total is None or not self.rows:
            return None
        return int(max(0, self.total - self.rows) / self.rate(now) * SECOND)


def choose_mappings(
    workspace: Workspace, source: Source, given: FileMapping | None
) -> Iterator[Chosen]:
    """The tables of a file, each with its mapping.

    The mapping given, else the one saved for a file of this name, else our own headers say
    everything, else it is guessed and saved.

    Raises:
        FileRefused: the file cannot be taken as a whole.
        MappingRefused: a saved mapping cannot be read.
    """
    saved = workspace.folder / MAPPINGS / f"{plain_name(source.name)}.yaml"
    if given is None and saved.is_file():
        given = read_mapping(saved.read_bytes(), f"{MAPPINGS}/{saved.name}")
        for table in open_tables(source, given.wishes):
            yield Chosen(table, given, None, saved)
        return
    for table in open_tables(source, given.wishes if given else Wishes()):
        own = given or own_mapping(table)
        if own is not None:
            yield Chosen(table, own)
        else:
            guess = guess_mapping(table, plain_name(table.name))
            path = workspace.folder / MAPPINGS / f"{guess.mapping.name}.yaml"
            yield Chosen(table, guess.mapping, guess, path)


def save_guess(workspace: Workspace, chosen: Chosen) -> None:
    """Write a supposed mapping beside the maps, to be looked over and used again."""
    if chosen.guess is None or chosen.saved is None:
        return
    chosen.saved.parent.mkdir(exist_ok=True)
    write_whole(chosen.saved, chosen.guess.text(workspace.settings.language).encode())


def mapping_named(
    name: str | None, data: bytes | None, where: str
) -> FileMapping | CostMapping | None:
    """The mapping of a command line: a preset, or a file's content, which may be one of costs.

    Raises:
        UsageFault: there is no such preset.
        MappingRefused: the file is no mapping.
    """
    if data is not None:
        return any_mapping(data, where)
    return preset(name) if name else None


def plan_of(workspace: Workspace, chosen: Chosen, snapshot_at: Instant | None) -> ImportPlan:
    """How a table will be read.

    Raises:
        FileRefused: a column is missing, or a needed answer was not given.
    """
    return plan_import(chosen.table, chosen.mapping, workspace.settings.timezone, snapshot_at)


def take_in(
    workspace: Workspace,
    source: Source,
    plan: ImportPlan,
    told: Callable[[Loading], None],
) -> Loading:
    """Take a table into the ledger.

    Args:
        workspace: whose ledger.
        source: the file, for its content.
        plan: how it is read.
        told: after each chunk.

    Raises:
        FileRefused: the file turned out to be broken on the way; what came before is kept.
        Unavailable: the ledger cannot keep; run it again and it goes on from there.
    """
    now = workspace.clock.now()
    catalogue = workspace.ledger.catalogue
    # What an import brings is known by the instant it began at: each has one of its own.
    began = max([now, *(one.started + 1 for one in catalogue.imports())])
    record = catalogue.begin_import(
        ImportRecord(_number(source, plan), plan.table.name, plan.mapping.name, began, 0, 0, {})
    )
    loading = _begun(record, plan, source, now)
    if record.finished:
        loading.earlier = True
        return loading
    live = workspace.live
    live.importing += 1
    try:
        _take_chunks(workspace, plan, record, loading, told)
    finally:
        live.importing -= 1
    return loading


def _take_chunks(
    workspace: Workspace,
    plan: ImportPlan,
    record: ImportRecord,
    loading: Loading,
    told: Callable[[Loading], None],
) -> None:
    reader = RowReader(plan, record.started)
    waiting, chunk_number = 0, record.chunk
    for chunk in plan.table.chunks(plan.wanted):
        if chunk.number < record.chunk:
            reader.skip(chunk)
            continue
        taken = reader.events_of(chunk)
        chunk_number = chunk.number + 1
        at = Progress(record.id, chunk_number, {})
        _keep(workspace, plan, taken, loading, at, record.started)
        waiting += len(taken.events)
        if waiting >= DRAIN_AFTER:
            workspace.live.drain()
            waiting = 0
        told(loading)
    done = Progress(record.id, chunk_number, _counts(loading), workspace.clock.now())
    workspace.intake.keep(Offer(plan.source, workspace.clock.now(), progress=done))
    workspace.live.drain()


def _keep(
    workspace: Workspace,
    plan: ImportPlan,
    taken: Taken,
    loading: Loading,
    at: Progress,
    began: Instant,
) -> None:
    loading.rows += taken.rows
    loading.refused.update(row.code for row in taken.refused)
    loading.examples += taken.refused[: max(0, 3 - len(loading.examples))]
    failed = [_failed(plan, row, began) for row in taken.refused]
    outcome = workspace.intake.keep(
        Offer(
            plan.source,
            began,
            taken.events,
            body_hashes(taken.events),
            failed,
            progress=Progress(at.id, at.chunk, _counts(loading)),
        )
    )
    loading.accepted += outcome.accepted
    loading.duplicates += outcome.duplicates
    loading.conflicts += len(outcome.conflicts)
    loading.erased += outcome.erased


def _failed(plan: ImportPlan, row: RefusedRow, now: Instant) -> Failed:
    values = {
        "row": row.row,
        "column": row.column,
        "found": row.found,
        "file": plan.table.name,
        "mapping": plan.mapping.name,
    }
    where = f"{plan.table.name}:{row.row}"
    return Failed(plan.source, now, row.code, where, row.raw, values)


def _counts(loading: Loading) -> dict[str, int]:
    counts = {
        "rows": loading.rows,
        "accepted": loading.accepted,
        "duplicates": loading.duplicates,
        "conflicts": loading.conflicts,
        "refused": loading.refused_before + loading.refused.total(),
    }
    return counts | ({"erased": loading.erased} if loading.erased else {})


def _begun(record: ImportRecord, plan: ImportPlan, source: Source, now: Instant) -> Loading:
    loading = Loading(plan.table.name, about_rows(plan.table, source), now, record=record.id)
    loading.resumed = record.chunk if not record.finished else 0
    loading.rows = record.counts.get("rows", 0)
    loading.accepted = record.counts.get("accepted", 0)
    loading.duplicates = record.counts.get("duplicates", 0)
    loading.conflicts = record.counts.get("conflicts", 0)
    loading.erased = record.counts.get("erased", 0)
    loading.refused_before = record.counts.get("refused", 0)
    return loading


def about_rows(table: Table, source: Source) -> int | None:
    """How many rows the table has: told by its format, or by the size of its first ones."""
    if table.total is not None or table.facts.format != "csv" or source.size is None:
        return table.total
    sample = table.sample
    if not sample.rows:
        return None
    wide = 1 if table.facts.encoding.lower().startswith("utf") else 2

    def size(cells: Iterable[str]) -> float:
        return sum(len(cell.encode("utf-8", "replace")) for cell in cells) / wide

    bytes_a_row = sum(map(size, sample.columns)) / len(sample.rows) + len(sample.columns)
    heads = size(table.headers) + len(table.headers)
    return max(len(sample.rows), round((source.size - heads) / bytes_a_row))


def _number(source: Source, plan: ImportPlan) -> str:
    """What an import is known by: the content, the mapping, the instant of a snapshot."""
    how = f"{plan.table.name}\x1f{plan.timezone}\x1f{plan.snapshot_at}"
    return digest_of(source, mapping_text(plan.mapping), how)


def digest_of(source: Source, *how: str) -> str:
    """A file's content and how it is read, as one short name.

    Raises:
        FileRefused: it cannot be read.
    """
    digest = blake2b(digest_size=12)
    try:
        with source.open() as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    except OSError as fault:
        raise FileRefused("unreadable_file", where=source.name) from fault
    for said in how:
        digest.update(said.encode())
    return digest.hexdigest()


def plain_name(name: str) -> str:
    """A file's name without its ending, fit to name a mapping."""
    stem = name.split(".", maxsplit=1)[0]
    kept = "".join("_" if one in _NOT_IN_A_NAME or one.isspace() else one for one in stem)
    return kept.strip("._")[:60] or "file"
