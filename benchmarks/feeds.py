"""Poll a folder of real feed files once, as ``frontwatch once --json`` does it, and say what came of each.

    python -m benchmarks.feeds FOLDER [--keep REPORT.json]

Every ``*.xml`` below FOLDER is served over loopback HTTP and listed as a source. Prints items, failures with their
reasons, wall time and the largest process's peak memory. Traffic stays on 127.0.0.1 and ends with the run.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from urllib.parse import quote

from tests.served import served

SETTINGS = "[settings]\nallow_private_addresses = true\nper_host_delay = 0\nper_host_requests = 20\n"


def sources(folder: pathlib.Path, files: Sequence[pathlib.Path], root: str) -> str:
    """A sources.toml over files of ``folder``, which is served at ``root``."""
    tables = [
        f"[[source]]\nid = {json.dumps(f'f{number:04d}')}\nname = {json.dumps(str(file.relative_to(folder)))}\n"
        f"url = {json.dumps(f'{root}/{quote(str(file.relative_to(folder)))}')}\n"
        for number, file in enumerate(files)
    ]
    return "\n".join([SETTINGS, *tables])


def once(folder: pathlib.Path, files: Sequence[pathlib.Path]) -> tuple[subprocess.CompletedProcess[str], float]:
    """``frontwatch once --json`` on the files as it ended, and its seconds."""
    with served(folder) as root, tempfile.TemporaryDirectory() as place:
        config, journal = pathlib.Path(place, "sources.toml"), pathlib.Path(place, "journal.db")
        config.write_text(sources(folder, files, root), "utf-8")
        begun = time.monotonic()
        run = subprocess.run(
            [sys.executable, "-m", "tui", "--config", str(config), "--journal", str(journal), "once", "--json"],
            capture_output=True,
            text=True,
            timeout=900,
        )
        return run, time.monotonic() - begun


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--keep", type=pathlib.Path)
    options = arguments.parse_args()
    files = sorted(options.folder.rglob("*.xml"))
    if not files:
        print(f"{options.folder}: no *.xml below it", file=sys.stderr)
        return 2
    run, took = once(options.folder, files)
    if options.keep:
        options.keep.write_text(run.stdout, "utf-8")
    report = json.loads(run.stdout)
    good = [source for source in report["sources"] if source["status"] == "ok"]
    for source in report["sources"]:
        if source["status"] != "ok":
            print(f"{source['status']:8} {source['name']}: {source['error']}")
    print(f"{len(good)} of {len(files)} feeds read, {sum(source['items'] for source in good):,} items")
    print(f"{len(report['incidents']):,} incidents in the window; exit status {run.returncode}; {took:.1f} s")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process: {peak:.0f} MB; traceback on stderr: {'Traceback' in run.stderr}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
