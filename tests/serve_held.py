"""`tropa`, each of whose answers is held to the shape its address states."""

import sys

from answered import held
from tropa.show.api import application
from tropa.show.cli.main import main

if __name__ == "__main__":
    application.ADDRESSES = held(application.ADDRESSES)
    sys.exit(main(sys.argv[1:]))
