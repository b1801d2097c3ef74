"""Taking costs in: by which mapping, chunk by chunk, going on where a kill broke off.

Each chunk is kept in one commit together with its bad rows and with how far the import has
come. Costs are no events: they change nobody's place, and the loop has nothing to do.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tropa.clock import Instant
from tropa.collect.cost_guess import CostGuess, guess_costs
from tropa.collect.cost_mapping import CostMapping, cost_mapping_text, read_cost_mapping
from tropa.collect.cost_plan import CostPlan, plan_costs
from tropa.collect.cost_rows import CostReader, CostRow, CostsTaken
from tropa.collect.open_table import open_table, open_tables
from tropa.collect.refuse_rows import RefusedRow, refused
from tropa.collect.sniff import Wishes
from tropa.collect.source import Source, source_of
from tropa.collect.table import Table
from tropa.keep.costs import CostsKept
from tropa.keep.ledger import Addition, Failed, ImportRecord, Progress
from tropa.map.build import DEFAULT_CURRENCY
from tropa.parts.files import write_whole
from tropa.workspace.intake.importing import MAPPINGS, digest_of, plain_name
from tropa.workspace.opening import Workspace

FROM_COSTS: Final = "costs:"
"""What the source of a row of costs that waits begins with."""
_ENDING: Final = ".costs.yaml"
_EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class ChosenCosts:
    """A table with the mapping it will be read by."""

    table: Table
    mapping: CostMapping
    guess: CostGuess | None = None
    """Set when the mapping was supposed just now."""
    saved: Path | None = None
    """Where a supposed mapping was saved, or read from."""


@dataclass
class CostLoading:
    """How far an import has come."""

    name: str
    rows: int = 0
    added: int = 0
    known: int = 0
    refused: int = 0
    spent: Counter[str] = field(default_factory=Counter[str])
    """Of what was added now, minor units by currency."""
    examples: list[RefusedRow] = field(default_factory=list[RefusedRow])
    earlier: bool = False
    """The file had been taken in whole before."""
    resumed: int = 0
    """Chunks that were kept before a break."""

    @property
    def counts(self) -> dict[str, int]:
        """As the list of imports keeps them."""
        return {
            "rows": self.rows,
            "accepted": self.added,
            "duplicates": self.known,
            "conflicts": 0,
            "refused": self.refused,
        }


def choose_cost_mappings(
    workspace: Workspace, source: Source, given: CostMapping | None
) -> Iterator[ChosenCosts]:
    """The tables of a file, each with its mapping: given, else saved, else guessed.

    Raises:
        FileRefused: the file cannot be taken as a whole.
        MappingRefused: a saved mapping cannot be read.
    """
    saved = _saved(workspace, plain_name(source.name))
    if given is None and saved.is_file():
        given = read_cost_mapping(saved.read_bytes(), f"{MAPPINGS}/{saved.name}")
        for table in open_tables(source, given.wishes):
            yield ChosenCosts(table, given, saved=saved)
        return
    for table in open_tables(source, given.wishes if given else Wishes()):
        if given is not None:
            yield ChosenCosts(table, given)
        else:
            guess = guess_costs(table, plain_name(table.name))
            yield ChosenCosts(
                table, guess.mapping, guess, _saved(workspace, guess.mapping.name)
            )


def save_cost_guess(workspace: Workspace, chosen: ChosenCosts) -> None:
    """Write a supposed mapping beside those of events, to be looked over and used again."""
    if chosen.guess is None or chosen.saved is None:
        return
    chosen.saved.parent.mkdir(exist_ok=True)
    write_whole(chosen.saved, chosen.guess.text(workspace.settings.language).encode())


def plan_of_costs(workspace: Workspace, chosen: ChosenCosts) -> CostPlan:
    """How a table will be read.

    Raises:
        FileRefused: a column is missing, or nothing tells the currency.
    """
    return _plan(workspace, chosen.table, chosen.mapping)


def take_costs(
    workspace: Workspace,
    source: Source,
    plan: CostPlan,
    told: Callable[[CostLoading], None],
) -> CostLoading:
    """Take a table of costs into the ledger.

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
    called = f"{FROM_COSTS}{plan.mapping.name}"
    how = f"{plan.table.name}\x1f{called}\x1f{plan.currency}"
    number = digest_of(source, cost_mapping_text(plan.mapping), how)
    record = workspace.ledger.catalogue.begin_import(
        ImportRecord(number, plan.table.name, called, now, 0, 0, {})
    )
    loading = _begun(record, plan)
    if loading.earlier:
        return loading
    reader, done = CostReader(plan, now), record.chunk
    for chunk in plan.table.chunks(plan.wanted):
        # Rows kept before a break are read too: equal ones among them count.
        taken = reader.costs_of(chunk)
        if taken.number < record.chunk:
            continue
        done = taken.number + 1
        _keep(workspace, plan, taken, loading, (record.id, done))
        told(loading)
    finished = Progress(record.id, done, loading.counts, workspace.clock.now())
    workspace.ledger.inbox.commit([Addition(progress=finished)])
    return loading


def _keep(
    workspace: Workspace,
    plan: CostPlan,
    taken: CostsTaken,
    loading: CostLoading,
    at: tuple[str, int],
) -> None:
    """One chunk, its bad rows and how far the import has come: all of it or nothing."""
    now, number, chunk = workspace.clock.now(), *at

    def beside(kept: CostsKept) -> None:
        bad = sorted([*taken.refused, *_conflicts(plan, taken.costs, kept)])
        _add_up(loading, taken, kept, bad)
        failed = [_failed(plan, row, now) for row in bad]
        progress = Progress(number, chunk, loading.counts)
        workspace.ledger.inbox.commit([Addition(failed=failed, progress=progress)])

    workspace.ledger.costs.keep([one.cost for one in taken.costs], number, beside)


def _add_up(
    loading: CostLoading, taken: CostsTaken, kept: CostsKept, bad: Sequence[RefusedRow]
) -> None:
    loading.rows += taken.rows
    loading.added += len(kept.added)
    loading.known += len(kept.known)
    loading.refused += len(bad)
    loading.examples += bad[: max(0, _EXAMPLES - len(loading.examples))]
    for place in kept.added:
        cost = taken.costs[place].cost
        loading.spent[cost.currency] += cost.amount


def _conflicts(
    plan: CostPlan, costs: Sequence[CostRow], kept: CostsKept
) -> Iterator[RefusedRow]:
    """Rows whose number means another cost already."""
    for place in kept.conflicts:
        row, cost, raw = costs[place]
        found = cost.key.removeprefix("id:")
        yield refused(row, "cost_changed", plan.mapping.id, found)._replace(raw=raw)


def _failed(plan: CostPlan, row: RefusedRow, now: Instant) -> Failed:
    values = {
        "row": row.row,
        "column": row.column,
        "found": row.found,
        "file": plan.table.name,
        "mapping": plan.mapping.name,
    }
    where = f"{plan.table.name}:{row.row}"
    return Failed(f"{FROM_COSTS}{plan.mapping.name}", now, row.code, where, row.raw, values)


def replay_costs(workspace: Workspace, failed: Sequence[Failed]) -> int:
    """Take rows of costs in again, those of one mapping; how many wait no longer."""
    saved = _saved(workspace, failed[0].source.removeprefix(FROM_COSTS))
    whole = [one for one in failed if one.raw.startswith(b"{")]
    if not saved.is_file() or not whole:
        return 0
    mapping = read_cost_mapping(saved.read_bytes(), f"{MAPPINGS}/{saved.name}")
    lines = b"\n".join(one.raw for one in whole) + b"\n"
    table = open_table(source_of(lines, f"{mapping.name}.jsonl"), Wishes())
    plan = _plan(workspace, table, mapping)
    reader, done = CostReader(plan, workspace.clock.now()), 0
    for chunk in table.chunks(plan.wanted):
        taken = reader.costs_of(chunk)
        done += _replayed(workspace, whole, taken)
    return done


def _replayed(workspace: Workspace, failed: Sequence[Failed], taken: CostsTaken) -> int:
    """Keep what the mended rows of a chunk say; they wait no longer."""
    mended: list[int] = []

    def beside(kept: CostsKept) -> None:
        wrong = {taken.costs[place].row for place in kept.conflicts}
        rows = [one.row for one in taken.costs if one.row not in wrong]
        mended.extend(failed[row - 1].id for row in rows)
        workspace.ledger.inbox.commit([Addition(replayed=mended)])

    costs = [one.cost for one in taken.costs]
    workspace.ledger.costs.keep(costs, failed[0].source, beside)
    return len(mended)


def _plan(workspace: Workspace, table: Table, mapping: CostMapping) -> CostPlan:
    boards = list(workspace.boards.values())
    used = dict.fromkeys(board.edition.map.currency for board in boards)
    return plan_costs(
        table, mapping, workspace.settings.timezone, list(used) or [DEFAULT_CURRENCY]
    )


def _begun(record: ImportRecord, plan: CostPlan) -> CostLoading:
    counts = record.counts
    return CostLoading(
        plan.table.name,
        rows=counts.get("rows", 0),
        added=counts.get("accepted", 0),
        known=counts.get("duplicates", 0),
        refused=counts.get("refused", 0),
        earlier=bool(record.finished),
        resumed=record.chunk,
    )


def _saved(workspace: Workspace, name: str) -> Path:
    return workspace.folder / MAPPINGS / f"{plain_name(name)}{_ENDING}"
