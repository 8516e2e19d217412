"""``frontwatch`` and ``python -m tui``: arguments to one command."""

from __future__ import annotations

import signal
import sys


def main() -> int:
    try:
        from tui.cli import run  # the package stays empty of imports for everyone who wants only a value of it

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # while everything is still being imported
        return 128 + signal.SIGINT


if __name__ == "__main__":
    sys.exit(main())
