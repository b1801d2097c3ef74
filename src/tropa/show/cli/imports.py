"""`tropa imports FOLDER`: which files were taken in, and how far."""

from argparse import ArgumentParser, Namespace

from tropa.clock import iso, zone_of
from tropa.show.cli.console import Console
from tropa.words import Language, moment_words, say


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument("--json", action="store_true", help=say("cli.json", language))


def run(args: Namespace, console: Console) -> int:
    with console.open(args.folder) as workspace:
        records = workspace.ledger.catalogue.imports()
        zone = zone_of(workspace.settings.timezone)
    if args.json:
        answer = [
            {
                "id": one.id,
                "file": one.name,
                "mapping": one.mapping,
                "started": iso(one.started),
                "finished": iso(one.finished) if one.finished else None,
                **one.counts,
            }
            for one in records
        ]
        console.json({"answer": answer, "how": {}})
        return 0
    if not records:
        console.say("cli.imports.none")
    names = ("rows", "accepted", "duplicates", "refused")
    for one in records:
        counts = {name: one.counts.get(name, 0) for name in names}
        line = say("cli.imports.line", console.language, name=one.name, **counts)
        state = say(f"cli.imports.{'done' if one.finished else 'going'}", console.language)
        console.line(f"{moment_words(one.started, zone, console.language)}  {line} · {state}")
    return 0
