"""Redraw ``screenshots/`` from the recording: SVG for each, PNG beside it for pages that show no SVG.

The recording is fetched whole over loopback by the real poller, and its clock stands at its end, so that two runs
draw the same. The PNGs use Fira Code where it is installed.
"""

from __future__ import annotations

import asyncio
import pathlib
import re
import sys
from collections.abc import Sequence

import msgspec
import resvg_py

from tui.config import Config
from tui.model import Changes
from tui.recording.values import Recording
from tui.replay import ALL, Replay
from tui.store.memory import Store
from tui.unattended import collect_once
from tui.views.app import BoardApp
from tui.views.board import Board
from tui.views.opening import Opening
from tui.views.themes import DARK

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "screenshots"
SHOTS: dict[str, tuple[tuple[int, int], Sequence[str]]] = {
    "wall-200x60": ((200, 60), ()),
    "wall-120x40": ((120, 40), ()),
    "wall-80x24": ((80, 24), ()),
    "desk-160x50": ((160, 50), ("1",)),
    "desk-80x24": ((80, 24), ("1",)),
    "charts-160x50": ((160, 50), ("c", "2")),
    "map-160x50": ((160, 50), ("v", "1")),
    "ledger-120x40": ((120, 40), ("L",)),
    "wall-300x90": ((300, 90), ()),
    "filter-120x40": ((120, 40), ("0", "slash", *"actor:isis killed>=2", "enter")),
    "why-120x40": ((120, 40), ("1", "i")),
    "report-120x40": ((120, 40), ("2", *"SSSS", "b", "n")),
    "sources-120x40": ((120, 40), ("s",)),
    "pressure-120x40": ((120, 40), ("P",)),
    "help-120x40": ((120, 40), ("question_mark",)),
}
"""Name -> size in cells, keys pressed."""


class Silent:
    """A collector that has said everything."""

    status = ""

    def config(self) -> Config | None:
        return None

    def changes(self) -> list[Changes]:
        return []

    def send(self, command: str, *args: str) -> None:
        """Nobody listens."""


async def draw(name: str, board: Board, size: tuple[int, int], keys: Sequence[str]) -> None:
    app = BoardApp(board, Silent())
    async with app.run_test(size=size) as pilot:
        app.redraw()
        await pilot.pause()
        for key in keys:
            await pilot.press({" ": "space", ":": "colon", ">": "greater_than_sign", "=": "equals_sign"}.get(key, key))
        app.redraw()
        await pilot.pause()
        svg = FOLDER / f"{name}.svg"
        # The port is another at each run; the picture need not be.
        svg.write_text(
            re.sub(r"127\.0\.0\.1:\d{4,5}", "127.0.0.1:54321", app.export_screenshot(title="frontwatch")), "utf-8"
        )
    png = resvg_py.svg_to_bytes(svg_path=str(svg), zoom=1)
    svg.with_suffix(".png").write_bytes(bytes(png))
    print(f"{name}: {svg.stat().st_size // 1024} KB SVG")


def main(wanted: Sequence[str]) -> int:
    with Replay(Recording.load(), ALL) as replay:
        config = replay.start()
        settings = msgspec.structs.replace(config.settings, theme=DARK)
        config = msgspec.structs.replace(config, settings=settings)
        store = Store(config.sources, fronts=config.fronts)
        collect_once(config, replay.clock, None, store)
        for name, (size, keys) in SHOTS.items():
            if not wanted or name in wanted:
                asyncio.run(draw(name, Board(config, replay.clock, store, Opening(banner=replay.banner)), size, keys))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
