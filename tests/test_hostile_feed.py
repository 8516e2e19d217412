"""A hostile feed through the whole program: HTTP, the parser's process, the collector's process, every screen."""

from __future__ import annotations

import asyncio
import pathlib
from xml.sax.saxutils import escape

from tests.feedserver import rss
from tests.served import served
from tests.test_views_hostile import BRACKETS, STEERING, UNSAFE
from tui.clock import SystemClock
from tui.config import Config, Settings
from tui.link import Link
from tui.model import Front, Source
from tui.protocol import Start
from tui.views.app import BoardApp
from tui.views.board import Board

SIZE = (160, 60)
TELLS = "{payload} Shelling kills {n} soldiers in {place}"
"""Around each payload a sentence that makes an incident of it, so that it is on the wall, the desk and the evidence."""
PLACES = (
    "Kharkiv", "Kherson", "Odesa", "Lviv", "Sumy", "Poltava", "Bakhmut", "Avdiivka", "Robotyne", "Kupiansk", "Izium",
    "Mykolaiv", "Zaporizhzhia", "Chernihiv", "Dnipro", "Kryvyi Rih", "Pokrovsk", "Toretsk", "Vovchansk", "Huliaipole",
    "Kramatorsk",
)  # fmt: skip


def references(text: str) -> str:
    """What XML cannot hold as it is, as character references; what it cannot hold at all stays out."""
    return "".join(f"&#{ord(c)};" if ord(c) < 32 or ord(c) > 126 else escape(c) for c in text if c != "\x00")


def feed() -> bytes:
    payloads = (*BRACKETS, *STEERING)
    body = rss(
        *(
            references(TELLS.format(n=n + 2, payload=payload, place=place))
            for n, (payload, place) in enumerate(zip(payloads, PLACES, strict=True))
        )
    )
    return body.replace(b"<title>T</title>", f"<title>{references(STEERING[0])}[/b]</title>".encode())


async def test_nothing_of_it_steers_the_terminal_and_every_word_is_shown(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.xml").write_bytes(feed())
    with served(tmp_path) as url:
        config = Config(
            settings=Settings(allow_private_addresses=True, per_host_delay=0.0, window=1e9),
            sources=(Source(id="a", name="[/b][@click=app.leave]A", url=f"{url}/a.xml"),),
            fronts=(Front(id="ua", name="[bold]Kharkiv[/]", countries=("UA",)),),
        )
        clock = SystemClock()
        link = Link(Start(config=config), clock)
        link.open()
        try:
            pages = await walked(BoardApp(Board(config, clock), link))
        finally:
            link.close()
    text = "\n".join(pages)
    assert UNSAFE.search(text.replace("\n", "")) is None
    for shown in ("[UNCONFIRMED]", "[@click=app.leave]Kyiv[/]", "]52;c;UFdORUQ="):
        assert shown in text, shown
    assert "[bold]Kharkiv[/]" in text
    assert "[/b][@click=app.leave]A" in text


async def walked(app: BoardApp) -> list[str]:
    """Every screen's lines, once the feed is in."""
    pages: list[str] = []
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        async with asyncio.timeout(60):
            while len(app.board.store.items) < len(BRACKETS) + len(STEERING) or app.board.arrivals.pending:
                await pilot.pause(0.05)
        app.redraw()
        for keys in ((), ("1",), ("i",), ("escape",), ("G",), ("0",), ("L",), ("P",), ("s",), ("question_mark",)):
            await pilot.press(*keys)
            await pilot.pause()
            strips = app.screen._compositor.render_strips()
            pages += ["".join(segment.text for segment in strip) for strip in strips]
            if keys == ("1",):
                for _ in range(len(BRACKETS)):
                    await pilot.press("j")
                    await pilot.pause()
                    strips = app.screen._compositor.render_strips()
                    pages += ["".join(segment.text for segment in strip) for strip in strips]
        assert app.is_running
    return pages
