"""`tropa export FOLDER --format svg`: the map as a picture, a page, a document."""

from argparse import ArgumentParser, Namespace

from tropa.errors import WorkspaceFault
from tropa.parts.files import write_whole
from tropa.show.cli.console import Console
from tropa.show.paper.exported import FORMS, Wanted, exported
from tropa.show.paper.printed import PAPERS
from tropa.words import Language, say
from tropa.workspace.answers import Question, board_of, moment_of
from tropa.workspace.drafts.publish import the_map
from tropa.workspace.screen import ask_screen


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument(
        "--format", choices=FORMS, default="svg", help=say("cli.export.format", language)
    )
    parser.add_argument(
        "--no-numbers", action="store_true", help=say("cli.export.no_numbers", language)
    )
    parser.add_argument("--map", help=say("cli.map", language))
    parser.add_argument("--as-of", metavar="T", help=say("cli.as_of", language))
    parser.add_argument(
        "--theme",
        choices=("light", "dark", "auto"),
        default="light",
        help=say("cli.export.theme", language),
    )
    parser.add_argument(
        "--paper", choices=tuple(PAPERS), default="A4", help=say("cli.export.paper", language)
    )
    parser.add_argument(
        "--output", "-o", metavar="FILE", help=say("cli.export.output", language)
    )


def run(args: Namespace, console: Console) -> int:
    with console.open(args.folder) as workspace:
        map_id = the_map(workspace, args.map)
        map_ = board_of(workspace, map_id).edition.map
        as_of = moment_of(args.as_of, map_) if args.as_of else None
        screen = None
        if not args.no_numbers:
            screen = ask_screen(workspace, map_id, Question(as_of=as_of))
        wanted = Wanted(args.format, console.language, args.theme, args.paper)
        text = exported(map_, screen, wanted)
    if args.output == "-":
        console.line(text)
        return 0
    path = console.path(args.output or f"{map_id}.{wanted.ending}")
    try:
        write_whole(path, text.encode())
    except OSError as fault:
        raise WorkspaceFault("cannot_write", where=str(path), problem=str(fault)) from fault
    console.say("cli.export.done", path=path)
    return 0
