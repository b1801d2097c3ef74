"""`tropa merges FOLDER`: who was joined with whom and why; `--undo` and `--redo` of that."""

from argparse import ArgumentParser, Namespace

from tropa.clock import iso, zone_of
from tropa.show.cli.console import Console
from tropa.words import Language, moment_words, say
from tropa.workspace.people.merging import merges, redo, shared_names, undo


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    act = parser.add_mutually_exclusive_group()
    act.add_argument("--undo", type=int, metavar="N", help=say("cli.merges.undo", language))
    act.add_argument("--redo", type=int, metavar="N", help=say("cli.merges.redo", language))
    parser.add_argument("--limit", type=int, default=50, help=say("cli.merges.limit", language))
    parser.add_argument("--json", action="store_true", help=say("cli.json", language))


def run(args: Namespace, console: Console) -> int:
    with console.open(args.folder) as workspace:
        if args.undo is not None:
            done, persons = undo(workspace, args.undo)
            console.say("cli.merges.undone", n=persons, a=done.a, b=done.b)
            return 0
        if args.redo is not None:
            done, persons = redo(workspace, args.redo)
            console.say("cli.merges.redone", n=persons, a=done.a, b=done.b)
            return 0
        found = merges(workspace, max(0, args.limit))
        shared = [str(one) for one in shared_names(workspace, max(0, args.limit))]
        zone = zone_of(workspace.settings.timezone)
    if args.json:
        answer = [
            {
                "id": one.id,
                "a": str(one.a),
                "b": str(one.b),
                "person": one.person,
                "at": iso(one.at),
                "why": "alias" if one.alias else "event",
                "undone": one.undone,
            }
            for one in found
        ]
        console.json({"answer": answer, "how": {"shared": shared}})
        return 0
    if not found:
        console.say("cli.merges.none")
    for one in found:
        how = say(f"cli.merges.{'alias' if one.alias else 'event'}", console.language)
        at = moment_words(one.at, zone, console.language)
        line = "cli.merges.apart" if one.undone else "cli.merges.line"
        said = say(line, console.language, a=one.a, b=one.b, how=how, at=at)
        console.line(f"{one.id:>6}  {said}")
    if shared:
        console.say("cli.merges.shared", names=", ".join(shared))
    return 0
