"""`tropa publish FOLDER`: the draft becomes an edition."""

from argparse import ArgumentParser, Namespace

from tropa.map.check import check
from tropa.map.read import read_map
from tropa.show.cli.console import Console
from tropa.words import Language, say
from tropa.workspace.drafts.publish import publish, the_map


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument("--map", help=say("cli.map", language))
    parser.add_argument("--reason", default="", help=say("cli.publish.reason", language))


def run(args: Namespace, console: Console) -> int:
    with console.open(args.folder) as workspace:
        map_id = the_map(workspace, args.map)
        done = publish(workspace, map_id, args.reason)
        name = f"maps/{map_id}.yaml"
        if done.findings:
            for finding in done.findings:
                console.line(finding.line(name, console.language))
            console.say("cli.publish.refused", n=len(done.findings))
            return 1
        if done.edition is None:
            console.say("cli.publish.same", map=map_id)
            return 0
        console.say("cli.publish.done", map=map_id, number=done.edition.number)
        data = workspace.maps.draft(map_id)
        strict = check(read_map(data or b""), launch=True) if data else []
        left = [one for one in strict if one.severity == "launch"]
        if left:
            console.say("cli.publish.left", n=len(left), path=name)
    return 0
