"""`tropa import FOLDER FILE…`: files become events, with a dry run, progress, and resume."""

from argparse import ArgumentParser, Namespace

from tropa.clock import Instant, zone_of
from tropa.collect.cost_mapping import CostMapping
from tropa.collect.dry_run import DryRun
from tropa.collect.import_plan import ImportPlan
from tropa.collect.presets import COSTS
from tropa.collect.rows import RowReader
from tropa.collect.source import Source, source_of
from tropa.errors import UsageFault
from tropa.moments import NoSuchMoment, read_moment
from tropa.show.cli.console import Console
from tropa.show.cli.import_costs import import_costs
from tropa.words import Language, duration_words, moment_words, number_words, say
from tropa.workspace.intake.importing import (
    Chosen,
    Loading,
    choose_mappings,
    mapping_named,
    plan_of,
    save_guess,
    take_in,
)
from tropa.workspace.opening import Workspace

_SHOWN = 3


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help=say("cli.import.files", language)
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--preset", metavar="NAME", help=say("cli.import.preset", language))
    how.add_argument("--mapping", metavar="FILE", help=say("cli.import.mapping", language))
    parser.add_argument("--dry-run", action="store_true", help=say("cli.import.dry", language))
    parser.add_argument("--snapshot-at", metavar="T", help=say("cli.import.snapshot", language))


def run(args: Namespace, console: Console) -> int:
    given = None
    if args.mapping is not None:
        path = console.path(args.mapping)
        given = mapping_named(None, source_of(path).everything(1 << 20), path.name)
    elif args.preset not in (None, COSTS):
        given = mapping_named(args.preset, None, "")
    if args.preset == COSTS:
        return import_costs(args, console, None)
    if isinstance(given, CostMapping):
        return import_costs(args, console, given)
    worst = 0
    with console.open(args.folder) as workspace:
        snapshot_at = _moment(args.snapshot_at, workspace)
        for name in args.files:
            source = source_of(console.path(name))
            for chosen in choose_mappings(workspace, source, given):
                worst = max(worst, _one(args, console, workspace, source, chosen, snapshot_at))
    return worst


def _moment(text: str | None, workspace: Workspace) -> Instant | None:
    if text is None:
        return None
    try:
        moment = read_moment(text, zone_of(workspace.settings.timezone))
    except NoSuchMoment:
        moment = None
    if moment is None:
        raise UsageFault("bad_moment", found=text)
    return moment.at


def _one(
    args: Namespace,
    console: Console,
    workspace: Workspace,
    source: Source,
    chosen: Chosen,
    snapshot_at: Instant | None,
) -> int:
    language = console.language
    console.line(f"{chosen.table.name}: {', '.join(chosen.table.facts.sentences(language))}")
    if chosen.guess is not None:
        save_guess(workspace, chosen)
        console.line(chosen.guess.text(language))
        console.say("cli.import.guessed", path=f"mappings/{chosen.mapping.name}.yaml")
        if set(chosen.guess.missing) - {"event"}:
            console.say("cli.import.fill_in")
            return 1
    elif chosen.saved is not None:
        console.say("cli.import.saved", path=f"mappings/{chosen.saved.name}")
    plan = plan_of(workspace, chosen, snapshot_at)
    for note in plan.notes:
        console.line(f"  {note.message(language)}")
    if args.dry_run:
        return _dry(console, workspace, plan)
    done = take_in(workspace, source, plan, lambda loading: _told(console, workspace, loading))
    console.progress_over()
    return _summary(console, workspace, args.folder, done)


def _told(console: Console, workspace: Workspace, loading: Loading) -> None:
    now = workspace.clock.now()
    language = console.language
    left = loading.left(now)
    text = say(
        "cli.import.progress",
        language,
        rows=loading.rows,
        rate=int(loading.rate(now)),
    )
    if left is not None:
        text += say("cli.import.left", language, left=duration_words(left, language))
    console.progress(text)


def _summary(console: Console, workspace: Workspace, folder: str, done: Loading) -> int:
    language = console.language
    if done.earlier:
        console.say("cli.import.earlier", rows=done.rows)
        return 0
    if done.resumed:
        console.say("cli.import.resumed")
    spent = duration_words(max(1, workspace.clock.now() - done.started), language)
    console.say("cli.import.done", rows=done.rows, accepted=done.accepted, spent=spent)
    if done.duplicates:
        console.say("cli.import.duplicates", n=done.duplicates)
    if done.erased:
        console.say("cli.import.erased", n=done.erased)
    bad = done.refused.total() + done.conflicts
    if not bad:
        return 0
    console.say("cli.import.bad", n=bad)
    for row in done.examples:
        console.line(f"  {done.name}:{row.row}: {row.message(language)} {row.advice(language)}")
    console.say("cli.import.bad_next", folder=folder)
    return 1


def _dry(console: Console, workspace: Workspace, plan: ImportPlan) -> int:
    dry, language = DryRun(), console.language
    reader = RowReader(plan, workspace.clock.now())
    for chunk in plan.table.chunks(plan.wanted):
        dry.add(reader.events_of(chunk))
        console.progress(say("cli.import.read", language, rows=dry.rows))
    console.progress_over()
    console.say("cli.import.would", rows=dry.rows, kept=dry.kept, refused=dry.refused.total())
    if dry.first is not None and dry.last is not None:
        zone = zone_of(plan.timezone)
        console.say(
            "cli.import.between",
            first=moment_words(dry.first, zone, language),
            last=moment_words(dry.last, zone, language),
        )
    for name, count in dry.events.most_common(20):
        console.line(f"  {name}: {number_words(count, language)}")
    for code, count in dry.refused.most_common():
        console.line(f"  {number_words(count, language)} × {code}")
        for row in dry.examples[code][:_SHOWN]:
            console.line(f"    {plan.table.name}:{row.row}: {row.message(language)}")
    too_many = dry.joining_too_many()
    if too_many:
        console.say("cli.import.joining", n=len(too_many), names=", ".join(too_many[:5]))
    console.say("cli.import.nothing_kept")
    return 1 if dry.refused else 0
