"""`python -m tropa`: the commands, where the script `tropa` is not on the path."""

import sys

from tropa.show.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
