"""Serve the replica: `python -m tests.replica --port 8600 [--prefix /a/b] [--catalogue FOLDER]`.

Prints one line of JSON with port and base, then answers until interrupted.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from pathlib import Path

from tests.replica.catalogue import write
from tests.replica.server import Replica


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 2 when the port cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m tests.replica", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--prefix", default="", help="mount everything below this path, for example /a/b")
    parser.add_argument(
        "--catalogue", type=Path, help="also write a catalogue of these sources to this folder"
    )
    options = parser.parse_args(arguments)
    try:
        replica = Replica(options.prefix, options.port)
    except OSError as error:
        print(
            f"port {options.port} cannot be used ({error.strerror}): choose another with --port",
            file=sys.stderr,
        )
        return 2
    if options.catalogue:
        write(replica.base, options.catalogue)
    print(json.dumps({"port": replica.port, "base": replica.base}), flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        replica.serve()
    return 0


if __name__ == "__main__":
    sys.exit(main())
