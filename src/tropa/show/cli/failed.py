"""`tropa failed FOLDER`: events that wait with their reason; mended and taken in again."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from tropa.clock import iso, zone_of
from tropa.collect.source import source_of
from tropa.errors import WorkspaceFault
from tropa.keep.ledger import Failed
from tropa.parts.files import write_whole
from tropa.show.cli.console import Console
from tropa.words import Language, moment_words, number_words, say
from tropa.workspace.intake.failing import as_lines, chosen_failed, mended, message_of, replay
from tropa.workspace.opening import Workspace

_LARGEST = 1 << 30


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument("--code", help=say("cli.failed.code", language))
    parser.add_argument("--limit", type=int, default=20, help=say("cli.failed.limit", language))
    act = parser.add_mutually_exclusive_group()
    act.add_argument("--show", type=int, metavar="N", help=say("cli.failed.show", language))
    act.add_argument("--write", metavar="FILE", help=say("cli.failed.write", language))
    act.add_argument("--replay", metavar="WHICH", help=say("cli.failed.replay", language))
    act.add_argument("--drop", metavar="WHICH", help=say("cli.failed.drop", language))
    parser.add_argument("--json", action="store_true", help=say("cli.json", language))


def run(args: Namespace, console: Console) -> int:
    with console.open(args.folder) as workspace:
        if args.replay is not None:
            return _replay(args, console, workspace)
        if args.drop is not None:
            wanted = [one.id for one in chosen_failed(workspace, args.drop)]
            console.say("cli.failed.dropped", n=workspace.ledger.failed.drop(wanted))
            return 0
        if args.write is not None:
            return _write(args, console, workspace)
        if args.show is not None:
            for one in workspace.ledger.failed.get([args.show]):
                _one(console, workspace, one)
                console.line(one.raw.decode("utf-8", "replace"))
            return 0
        return _list(args, console, workspace)


def _replay(args: Namespace, console: Console, workspace: Workspace) -> int:
    path = console.path(args.replay)
    if path.is_file():
        data = source_of(path).everything(_LARGEST)
        wanted = mended(workspace, data, path.name)
    else:
        wanted = chosen_failed(workspace, args.replay)
    done = replay(workspace, wanted)
    console.say("cli.failed.replayed", kept=done.kept, left=done.waiting)
    return 1 if done.waiting else 0


def _write(args: Namespace, console: Console, workspace: Workspace) -> int:
    wanted = [one for one in chosen_failed(workspace, "all") if args.code in (None, one.code)]
    path = console.path(args.write)
    if path.exists():
        raise WorkspaceFault("backup_exists", where=str(path))
    _save(path, b"".join(as_lines(wanted)))
    console.say("cli.failed.written", path=args.write, n=len(wanted), folder=args.folder)
    return 0


def _save(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError as fault:
        raise WorkspaceFault("cannot_write", where=str(path), problem=str(fault)) from fault


def _list(args: Namespace, console: Console, workspace: Workspace) -> int:
    found = workspace.ledger.failed.find(args.code, 0, max(0, args.limit))
    counts = workspace.ledger.failed.counts()
    if args.json:
        shown = [
            {
                "id": one.id,
                "code": one.code,
                "source": one.source,
                "where": one.where,
                "received": iso(one.received),
                "message": message_of(one, console.language),
            }
            for one in found
        ]
        console.json({"answer": {"counts": counts, "shown": shown}, "how": {}})
        return 0
    if not counts:
        console.say("cli.failed.none")
        return 0
    console.say("cli.failed.counts", n=sum(counts.values()))
    for code, count in counts.items():
        console.line(f"  {number_words(count, console.language)} × {code}")
    for one in found:
        _one(console, workspace, one)
    console.say("cli.failed.next", folder=args.folder)
    return 1


def _one(console: Console, workspace: Workspace, one: Failed) -> None:
    zone = zone_of(workspace.settings.timezone)
    at = moment_words(one.received, zone, console.language)
    console.line()
    console.say("cli.failed.one", n=one.id, at=at, source=one.source, where=one.where)
    console.line(f"  {message_of(one, console.language)}")
