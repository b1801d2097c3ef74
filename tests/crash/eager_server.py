"""A server that moves its log on and merges its bases all the time: kills hit that too."""

import sys

from tropa.live import loop, merging
from tropa.show.cli.main import main

if __name__ == "__main__":
    setattr(loop, "INBOX_AT_MOST", 1_000)  # noqa: B010 - a constant on purpose
    setattr(merging, "TAIL_LEAST", 2_000)  # noqa: B010
    sys.exit(main())
