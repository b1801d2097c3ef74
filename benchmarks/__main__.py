"""Run every benchmark, or those named: `python -m benchmarks placing --events 1000000`."""

import sys
from argparse import ArgumentParser

from benchmarks import app, idle, intake, placing, screen, visible
from benchmarks.questions import run as questions
from benchmarks.report import Report
from tropa.memory import keep_freed

BENCHMARKS = {
    "placing": placing.run,
    "questions": questions.run,
    "screen": screen.run,
    "intake": intake.run,
    "visible": visible.run,
    "idle": idle.run,
    "app": app.run,
}


def main() -> None:
    """Print what was measured."""
    # As every command of ours does.
    keep_freed()
    parser = ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], help="all by default")
    parser.add_argument("--events", type=int, default=placing.EVENTS, help="size of placing")
    args = parser.parse_args()
    report = Report(sys.stdout, args.events)
    report.machine()
    for name, run in BENCHMARKS.items():
        if not args.names or name in args.names:
            run(report)


if __name__ == "__main__":
    main()
