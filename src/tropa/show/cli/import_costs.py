"""`tropa import FOLDER FILE… --preset costs`: what was spent, with a dry run and resume."""

from argparse import Namespace
from collections.abc import Mapping

from tropa.collect.cost_days import day_text
from tropa.collect.cost_dry_run import CostDryRun
from tropa.collect.cost_mapping import CostMapping
from tropa.collect.cost_plan import CostPlan
from tropa.collect.cost_rows import CostReader
from tropa.collect.source import Source, source_of
from tropa.cost import KINDS
from tropa.errors import UsageFault
from tropa.money import exponent_of
from tropa.show.cli.console import Console
from tropa.words import money_words, number_words, say
from tropa.workspace.intake.cost_importing import (
    ChosenCosts,
    CostLoading,
    choose_cost_mappings,
    plan_of_costs,
    save_cost_guess,
    take_costs,
)
from tropa.workspace.opening import Workspace

_SHOWN = 3


def import_costs(args: Namespace, console: Console, given: CostMapping | None) -> int:
    """Take files of costs in.

    Args:
        args: of the command `import`.
        console: whom to tell.
        given: the mapping stated; without one it is saved or guessed.

    Raises:
        UsageFault: an argument was given that says nothing about costs.
    """
    if args.snapshot_at is not None:
        raise UsageFault("not_for_costs", found="--snapshot-at")
    worst = 0
    with console.open(args.folder) as workspace:
        for name in args.files:
            source = source_of(console.path(name))
            for chosen in choose_cost_mappings(workspace, source, given):
                worst = max(worst, _one(args, console, workspace, source, chosen))
    return worst


def _one(
    args: Namespace,
    console: Console,
    workspace: Workspace,
    source: Source,
    chosen: ChosenCosts,
) -> int:
    language = console.language
    console.line(f"{chosen.table.name}: {', '.join(chosen.table.facts.sentences(language))}")
    saved = f"mappings/{chosen.saved.name}" if chosen.saved is not None else ""
    if chosen.guess is not None:
        save_cost_guess(workspace, chosen)
        console.line(chosen.guess.text(language))
        console.say("cli.import.guessed", path=saved)
        if chosen.guess.missing:
            console.say("cli.import.fill_in")
            return 1
    elif saved:
        console.say("cli.import.saved", path=saved)
    plan = plan_of_costs(workspace, chosen)
    for note in plan.notes:
        console.line(f"  {note.message(language)}")
    if args.dry_run:
        return _dry(console, workspace, plan)
    done = take_costs(workspace, source, plan, lambda loading: _told(console, loading))
    console.progress_over()
    return _summary(console, args.folder, done)


def _told(console: Console, loading: CostLoading) -> None:
    console.progress(say("cli.import.read", console.language, rows=loading.rows))


def _summary(console: Console, folder: str, done: CostLoading) -> int:
    if done.earlier:
        console.say("cli.import.earlier", rows=done.rows)
        return 0
    if done.resumed:
        console.say("cli.import.resumed")
    spent = _spent(console, done.spent)
    console.say("costs.import.done", rows=done.rows, added=done.added, spent=spent)
    if done.known:
        console.say("costs.import.known", n=done.known)
    if not done.refused:
        return 0
    console.say("cli.import.bad", n=done.refused)
    language = console.language
    for row in done.examples:
        console.line(f"  {done.name}:{row.row}: {row.message(language)} {row.advice(language)}")
    console.say("cli.import.bad_next", folder=folder)
    return 1


def _dry(console: Console, workspace: Workspace, plan: CostPlan) -> int:
    dry, language = CostDryRun(), console.language
    reader = CostReader(plan, workspace.clock.now())
    for chunk in plan.table.chunks(plan.wanted):
        dry.add(reader.costs_of(chunk))
        console.progress(say("cli.import.read", language, rows=dry.rows))
    console.progress_over()
    refused = dry.refused.total()
    console.say("costs.import.would", rows=dry.rows, kept=dry.kept, refused=refused)
    if dry.first is not None and dry.last is not None:
        days = {"first": day_text(dry.first), "last": day_text(dry.last)}
        console.say("costs.import.between", **days)
    for kind in KINDS:
        own = {currency: sum_ for (of, currency), sum_ in dry.spent.items() if of == kind}
        if own:
            console.line(f"  {say(f'costs.kind.{kind}', language)}: {_spent(console, own)}")
    for code, count in dry.refused.most_common():
        console.line(f"  {number_words(count, language)} × {code}")
        for row in dry.examples[code][:_SHOWN]:
            console.line(f"    {plan.table.name}:{row.row}: {row.message(language)}")
    console.say("cli.import.nothing_kept")
    return 1 if dry.refused else 0


def _spent(console: Console, sums: Mapping[str, int]) -> str:
    """Money of each currency."""
    texts = [
        money_words(minor, currency, console.language, exponent_of(currency))
        for currency, minor in sums.items()
    ]
    return " + ".join(texts) or "0"
