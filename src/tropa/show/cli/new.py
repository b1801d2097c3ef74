"""`tropa new FOLDER`: a workspace with a map to begin with."""

from argparse import ArgumentParser, Namespace

from tropa.map.read import read_map
from tropa.map.templates import TEMPLATES, read_template
from tropa.map.write import map_from_stages
from tropa.show.cli.console import Console
from tropa.words import Language, as_language, say
from tropa.workspace.creation import create_workspace, first_settings


def arguments(parser: ArgumentParser, language: Language) -> None:
    names = ", ".join(one.id for one in TEMPLATES)
    parser.add_argument("folder", help=say("cli.new.folder", language))
    parser.add_argument("--template", help=say("cli.new.template", language, names=names))
    parser.add_argument("--stages", help=say("cli.new.stages", language))


def run(args: Namespace, console: Console) -> int:
    language = as_language(args.lang or "", console.language)
    text = _text(args, language)
    map_ = read_map(text)
    folder = console.path(args.folder)
    create_workspace(folder, first_settings(language, map_.timezone))
    path = folder / "maps" / f"{map_.id}.yaml"
    path.write_text(text, "utf-8")
    console.say("cli.new.done", map=map_.title, path=path)
    console.say("cli.new.further", folder=args.folder)
    return 0


def _text(args: Namespace, language: Language) -> str:
    if args.stages is not None:
        title = say("cli.new.title", language)
        return map_from_stages(args.stages, language, "map", title)
    return read_template(args.template or "blank", language)
