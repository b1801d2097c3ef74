"""What is answered about what comes: files, failed events, what is told by hand."""

from typing import Any, Literal

from msgspec import UNSET, UnsetType, field

from tropa.show.api.shapes import Shape, Someone
from tropa.workspace.intake.import_runs import State

# ---------------------------------------------------------------- files


class Sent(Shape):
    """A file as far as it has come."""

    id: str
    name: str
    size: int


class SentHow(Shape):
    """How large a piece may be, and a file."""

    piece: int
    largest: int


class ColumnGuess(Shape):
    """A column of a file, and what it may be."""

    header: str
    role: str
    sure: float
    """0…1."""
    examples: list[str]
    values: list[str]
    """All that was met in it, where that is little; else nothing."""


class RowEventGuess(Shape):
    """One more event a row may be."""

    column: str
    """The header of its date."""
    event: str
    where: str
    """The header of the column that decides; empty where every row with the date is it."""
    says: list[str]


class PreviewRow(Shape):
    """A row of a file as it stands."""

    row: int
    cells: list[str]


class FileTable(Shape):
    """A table of a file."""

    name: str
    facts: list[str]
    mapping: str
    kept: Literal["guessed", "saved", "own"]
    """Guessed just now, saved by somebody earlier, or our own format."""
    text: str
    """The mapping as it would be written down."""
    columns: list[ColumnGuess]
    event: str
    """What each row is supposed to be; empty where nothing tells it."""
    more: list[RowEventGuess]
    """What each row is supposed to be besides."""
    sure: float
    missing: list[str]
    preview: list[PreviewRow]
    rows: int | None
    """About how many there are."""


class Looked(Shape):
    """A file and its tables."""

    id: str
    name: str
    tables: list[FileTable]


class LookedHow(Shape):
    """What columns may be, and what is known of such files."""

    roles: list[str]
    presets: list[str]
    timezone: str
    size: int


class BadRow(Shape):
    """A row that cannot be taken in, and why."""

    row: int
    code: str
    column: str
    found: str
    message: str
    next: str
    cells: dict[str, str] | list[str] | None


class EventCount(Shape):
    """An event and how many there are."""

    event: str
    n: int


class ReasonRows(Shape):
    """A reason, how many rows it stops, the first of them."""

    code: str
    n: int
    rows: list[BadRow]


class Checked(Shape):
    """What an import would do."""

    rows: int
    kept: int
    refused: int
    events: list[EventCount]
    first: str | None
    last: str | None
    reasons: list[ReasonRows]
    joining: list[str]
    """Names under which suspiciously many would become one person."""


class CheckedHow(Shape):
    """By which mapping."""

    mapping: str
    text: str
    timezone: str
    notes: list[str]


class StageCounts(Shape):
    """A stage before or after an import."""

    title: str
    entered: int
    present: int
    won: int
    lost: int


class RunFault(Shape):
    """Why a run broke off."""

    code: str
    message: str
    next: str
    where: str | UnsetType = UNSET


class Run(Shape):
    """An import as it stands."""

    upload: str
    file: str
    several: bool
    state: State
    fault: RunFault | None
    before: dict[str, StageCounts]
    after: dict[str, StageCounts]
    import_: str | UnsetType = field(name="import", default=UNSET)
    """From here on nothing is told before the first row was read."""
    rows: int | UnsetType = UNSET
    total: int | UnsetType | None = UNSET
    accepted: int | UnsetType = UNSET
    duplicates: int | UnsetType = UNSET
    conflicts: int | UnsetType = UNSET
    refused: int | UnsetType = UNSET
    reasons: dict[str, int] | UnsetType = UNSET
    examples: list[BadRow] | UnsetType = UNSET
    earlier: bool | UnsetType = UNSET
    """The same file was taken in before."""
    rate: float | UnsetType = UNSET
    """Rows a second."""
    left: float | UnsetType | None = UNSET
    """Microseconds."""


class RunHow(Shape):
    """Whose stages are told before and after; of no map where it is empty."""

    map: str


class EarlierImport(Shape):
    """An import of before."""

    id: str
    file: str
    mapping: str
    started: str
    finished: str | None
    undone: int | None
    """How many events were taken back with it."""
    rows: int
    accepted: int
    duplicates: int
    refused: int


class Imports(Shape):
    """What was taken in, the latest first, and what is under way."""

    imports: list[EarlierImport]
    runs: list[Run]


class ImportUndone(Shape):
    """How many events were taken back."""

    undone: int


# ---------------------------------------------------------------- failed events


class FailedEvent(Shape):
    """An event that waits, and why."""

    id: int
    code: str
    source: str
    where: str
    received: str
    message: str
    column: str
    kind: Literal["row", "event"]
    body: Any
    """As it came."""


class FailedPage(Shape):
    """Events that wait: how many by reason, and a page of them."""

    counts: dict[str, int]
    shown: list[FailedEvent]


class FailedHow(Shape):
    """How many a page shows at most."""

    most: int


class Replayed(Shape):
    """How many were kept, and how many go on waiting."""

    kept: int
    waiting: int


class Dropped(Shape):
    """How many wait no more."""

    dropped: int


# ---------------------------------------------------------------- by hand


class Point(Shape):
    """A touchpoint that may be told by hand."""

    id: str
    title: str
    stage: str | None
    event: str
    channel: str | None
    from_buyer: bool
    may_be_answered: bool
    money: bool
    fields: dict[str, str]
    """Types of the fields of its event, as the map's vocabulary tells them."""


class LossReason(Shape):
    """A reason the map lists."""

    id: str
    title: str
    group: str | None


class StageToSet(Shape):
    """A stage somebody may be put on by hand."""

    id: str
    title: str


class Offered(Shape):
    """What may be told by hand."""

    touchpoints: list[Point]
    outcomes: list[str]
    stages: list[StageToSet]
    """Where somebody may be put."""
    asks: dict[str, list[str]]
    """By stage, the fields without which nobody is put there."""
    field_titles: dict[str, str]
    """What those fields are called by people."""
    reasons: list[LossReason]


class OfferedHow(Shape):
    """In which currency and zone."""

    currency: str
    timezone: str


class Stands(Someone):
    """Where somebody stands now."""

    stage: str | None
    title: str | None
    status: Literal["active", "lost", "closed"] | None


class Stood(Stands):
    """Where somebody stands now that it is told."""

    new: bool
    """Told for the first time under its id."""
