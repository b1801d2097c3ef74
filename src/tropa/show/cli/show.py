"""`tropa show FOLDER`: the map with its numbers, as a table or as JSON."""

from argparse import ArgumentParser, Namespace
from typing import Final, cast

from tropa.clock import BEFORE, FOREVER, duration
from tropa.errors import UsageFault
from tropa.map.document import Map
from tropa.measure.narrowed import narrowed_words
from tropa.measure.overview import how_json, overview_json
from tropa.parts.names import EventNames
from tropa.show.cli.console import Console
from tropa.show.cli.section_table import section_table
from tropa.show.cli.tables import overview_table
from tropa.words import Language, say
from tropa.workspace.answers import Question, board_of, moment_of
from tropa.workspace.drafts.publish import the_map
from tropa.workspace.opening import Workspace
from tropa.workspace.sections.asking import SECTIONS, ask_sections, how_sections, sections_json

_NAMED: Final = 5


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument("--map", help=say("cli.map", language))
    parser.add_argument("--as-of", metavar="T", help=say("cli.as_of", language))
    parser.add_argument("--from", dest="since", metavar="D", help=say("cli.since", language))
    parser.add_argument("--to", dest="until", metavar="D", help=say("cli.until", language))
    parser.add_argument("--within", metavar="TIME", help=say("cli.within", language))
    parser.add_argument("--edition", type=int, metavar="N", help=say("cli.edition", language))
    parser.add_argument("--segment", metavar="NAME", help=say("cli.segment", language))
    parser.add_argument("--persona", metavar="NAME", help=say("cli.persona", language))
    parser.add_argument(
        "--section", action="append", default=[], metavar="NAME",
        help=say("cli.show.section", language, allowed=", ".join(SECTIONS)),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help=say("cli.json", language))


def run(args: Namespace, console: Console) -> int:
    with console.open(args.folder) as workspace:
        map_id = the_map(workspace, args.map)
        map_ = board_of(workspace, map_id).edition.map
        try:
            within = duration(args.within) if args.within else None
        except ValueError as fault:
            raise UsageFault("bad_duration", found=args.within) from fault
        question = Question(
            as_of=moment_of(args.as_of, map_) if args.as_of else None,
            since=moment_of(args.since, map_) if args.since else BEFORE,
            until=moment_of(args.until, map_) if args.until else FOREVER,
            within=within,
            edition=args.edition,
            segment=args.segment,
            persona=args.persona,
        )
        found, sections = ask_sections(workspace, map_id, question, args.section)
        unled = [] if _leads_anywhere(map_) else _come(workspace)
    if args.json:
        console.json(
            {
                "answer": overview_json(found) | sections_json(sections),
                "how": how_json(found) | how_sections(sections),
            }
        )
    else:
        console.out(overview_table(found, console.language))
        if found.narrowed is not None:
            console.out(" ".join(narrowed_words(found.narrowed, console.language)))
        for name, one in sections.items():
            console.out(section_table(name, one, console.language, found.asked.map.currency))
        if unled:
            names = ", ".join(unled[:_NAMED])
            console.say("show.no_way", names=names, first=unled[0], map=map_id)
    return 0


def _leads_anywhere(map_: Map) -> bool:
    """Whether any event can bring a person onto a stage."""
    return any(one.enter for one in map_.stages) or any(one.events for one in map_.touchpoints)


def _come(workspace: Workspace) -> list[str]:
    """Names of the kinds of events there have been."""
    known = cast("list[str]", workspace.ledger.records.get("event_names") or [])
    return [name for name in known if name != EventNames.OTHER]
