"""`tropa check MAP.yaml`: what there is to say about a map, line by line."""

from argparse import ArgumentParser, Namespace

from tropa.errors import UsageFault
from tropa.map.check import check
from tropa.map.finding import Finding, MapRefused
from tropa.map.read import read_map
from tropa.show.cli.console import Console
from tropa.words import Language, say


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("map", help=say("cli.check.map", language))
    parser.add_argument("--launch", action="store_true", help=say("cli.check.launch", language))
    parser.add_argument("--json", action="store_true", help=say("cli.json", language))


def run(args: Namespace, console: Console) -> int:
    path = console.path(args.map)
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise UsageFault("no_such_file", where=args.map) from fault
    try:
        map_ = read_map(data, args.map)
    except MapRefused as refused:
        _tell(args, console, refused.findings)
        if not args.json:
            console.say("cli.check.refused", n=len(refused.findings))
        return refused.exit_code
    findings = check(map_, launch=args.launch)
    wrong = [one for one in findings if one.severity in ("error", "launch")]
    _tell(args, console, findings)
    if not args.json:
        key = "cli.check.wrong" if wrong else "cli.check.fine"
        console.say(key, n=len(wrong), stages=len(map_.stages), points=len(map_.touchpoints))
    return 1 if wrong else 0


def _tell(args: Namespace, console: Console, findings: list[Finding]) -> None:
    if args.json:
        answer = [one.as_json(args.map, console.language) for one in findings]
        console.json({"answer": answer, "how": {"file": args.map}})
        return
    for finding in findings:
        console.line(finding.line(args.map, console.language))
