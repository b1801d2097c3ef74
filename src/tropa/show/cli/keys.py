"""`tropa keys FOLDER`: write keys, made, listed, switched off and on."""

from argparse import ArgumentParser, Namespace

from tropa.show.cli.console import Console
from tropa.words import Language, date_words, say
from tropa.workspace.intake.write_keys import new_key, switch_key
from tropa.workspace.opening import Workspace


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--new", choices=("private", "browser"), help=say("cli.keys.new", language)
    )
    group.add_argument("--off", metavar="ID", help=say("cli.keys.off", language))
    group.add_argument("--on", metavar="ID", help=say("cli.keys.on", language))
    parser.add_argument("--title", default="", help=say("cli.keys.title", language))
    parser.add_argument("--json", action="store_true", help=say("cli.json", language))


def run(args: Namespace, console: Console) -> int:
    with console.open(args.folder) as workspace:
        if args.new:
            return _new(args, console, workspace)
        if args.off or args.on:
            switch_key(workspace, args.off or args.on, off=bool(args.off))
        return _list(args, console, workspace)


def _new(args: Namespace, console: Console, workspace: Workspace) -> int:
    key = new_key(workspace, args.new, args.title)
    source = workspace.ledger.sources.opened_by(key)
    if args.json and source is not None:
        console.json({"answer": {"id": source.id, "kind": source.kind, "key": key}, "how": {}})
        return 0
    console.line(key)
    console.say(f"cli.keys.made_{args.new}")
    return 0


def _list(args: Namespace, console: Console, workspace: Workspace) -> int:
    sources = workspace.ledger.sources.every()
    if args.json:
        answer = [
            {
                "id": one.id,
                "title": one.title,
                "kind": one.kind,
                "off": one.off,
                "ends": one.hint,
            }
            for one in sources
        ]
        console.json({"answer": answer, "how": {}})
        return 0
    if not sources:
        console.say("cli.keys.none")
    from tropa.clock import zone_of  # noqa: PLC0415

    zone = zone_of(workspace.settings.timezone)
    for one in sources:
        state = say("cli.keys.is_off" if one.off else "cli.keys.is_on", console.language)
        made = date_words(one.created, zone, console.language)
        console.line(f"{one.id}  {one.kind:<8} …{one.hint}  {state}  {made}  {one.title}")
    return 0
