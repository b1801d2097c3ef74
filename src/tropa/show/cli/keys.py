"""`tropa keys FOLDER`: write keys, made, listed, switched off and on."""

import secrets
from argparse import ArgumentParser, Namespace

from tropa.errors import UsageFault
from tropa.keep.ledger import Source
from tropa.show.cli.console import Console
from tropa.words import Language, date_words, say
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
            source = args.off or args.on
            if not workspace.ledger.sources.switch(source, off=bool(args.off)):
                known = ", ".join(one.id for one in workspace.ledger.sources.every())
                raise UsageFault("no_such_key", found=source, allowed=known or "—")
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


def new_key(workspace: Workspace, kind: str, title: str) -> str:
    """Make a write key; it is shown once and kept as a hash."""
    prefix = "wk" if kind == "private" else "pk"
    key = f"{prefix}_{secrets.token_urlsafe(24)}"
    source = Source(
        id=f"{kind}-{secrets.token_hex(4)}",
        title=title or kind,
        kind="private" if kind == "private" else "browser",
        off=False,
        created=workspace.clock.now(),
        hint=key[-4:],
    )
    workspace.ledger.sources.add(source, key)
    return key


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
