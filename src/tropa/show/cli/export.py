"""`tropa export FOLDER --format svg`: the map with its numbers as a file."""

from argparse import ArgumentParser, Namespace
from typing import Literal, cast

from tropa.errors import WorkspaceFault
from tropa.parts.files import write_whole
from tropa.show.cli.console import Console
from tropa.show.map_picture import picture_of
from tropa.show.picture.page import draw_map
from tropa.words import Language, say
from tropa.workspace.answers import Question, board_of, moment_of
from tropa.workspace.publish import the_map
from tropa.workspace.screen import ask_screen


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument(
        "--format", choices=("svg",), default="svg", help=say("cli.export.format", language)
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
        "--output", "-o", metavar="FILE", help=say("cli.export.output", language)
    )


def run(args: Namespace, console: Console) -> int:
    with console.open(args.folder) as workspace:
        map_id = the_map(workspace, args.map)
        map_ = board_of(workspace, map_id).edition.map
        as_of = moment_of(args.as_of, map_) if args.as_of else None
        screen = ask_screen(workspace, map_id, Question(as_of=as_of))
        theme = cast("Literal['light', 'dark', 'auto']", args.theme)
        svg = draw_map(picture_of(map_, screen, console.language), console.language, theme)
    if args.output == "-":
        console.line(svg)
        return 0
    path = console.path(args.output or f"{map_id}.svg")
    try:
        write_whole(path, svg.encode())
    except OSError as fault:
        raise WorkspaceFault("cannot_write", where=str(path), problem=str(fault)) from fault
    console.say("cli.export.done", path=path)
    return 0
