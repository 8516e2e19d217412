"""Changes that wait for a board that does not read."""

import datetime as dt
import subprocess
import sys
import textwrap

from hypothesis import given
from hypothesis import strategies as st

from tui.child import MOST_NOTICES, Merged
from tui.model import Changes, FeedHealth, Incident, Item

NOW = dt.datetime(2018, 5, 8, tzinfo=dt.UTC)
IDS = st.sampled_from("abc")


@st.composite
def changes(draw: st.DrawFn) -> Changes:
    title = draw(st.text(max_size=3))
    new = draw(st.sets(IDS))
    items = draw(st.sets(IDS))
    return Changes(
        time=NOW,
        items=tuple(
            Item(id=i, source="s", title=title, summary="", url="", published=None, seen=NOW, time=NOW)
            for i in sorted(items)
        ),
        gone_items=tuple(sorted(draw(st.sets(IDS)) - items)),
        incidents=tuple(Incident(id=i, title=title, first_seen=NOW, last_seen=NOW) for i in sorted(new)),
        gone=tuple(sorted(draw(st.sets(IDS)) - new)),
        feeds=tuple(FeedHealth(source=i, items=draw(st.integers(0, 9))) for i in sorted(draw(st.sets(IDS)))),
        notices=tuple(draw(st.lists(st.text(max_size=2), max_size=2))),
    )


def applied(steps: list[Changes]) -> tuple[object, ...]:
    items: dict[str, Item] = {}
    incidents: dict[str, Incident] = {}
    feeds: dict[str, FeedHealth] = {}
    notices: list[str] = []
    for step in steps:
        items |= {item.id: item for item in step.items}
        for id_ in step.gone_items:
            items.pop(id_, None)
        for incident in step.incidents:
            incidents[incident.id] = incident
        for id_ in step.gone:
            incidents.pop(id_, None)
        feeds |= {feed.source: feed for feed in step.feeds}
        notices += step.notices
    return items, incidents, feeds, notices


@given(st.lists(changes(), min_size=1), st.lists(changes()))
def test_what_waited_comes_to_the_same(waited: list[Changes], before: list[Changes]) -> None:
    merged = Merged()
    for step in waited:
        merged.add(step)
    one = merged.changes()
    assert one is not None
    assert applied([*before, one]) == applied([*before, *waited])


def test_nothing_is_nothing() -> None:
    assert Merged().changes() is None


def test_an_outbox_that_can_send_nothing_any_more_ends_the_process() -> None:
    """It would be a collector that goes on for ever before a board that hears of nothing."""
    code = """
        import io, sys, time
        from tui.child import Outbox
        from tui.model import Changes

        outbox = Outbox(io.BytesIO())
        outbox.put(Changes(time=object()))
        time.sleep(60)
    """
    ran = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=50)
    assert ran.returncode == 1
    assert "TypeError" in ran.stderr


def test_of_lines_that_wait_the_newest_are_kept() -> None:
    merged = Merged()
    for number in range(2 * MOST_NOTICES):
        merged.add(Changes(time=NOW, notices=(str(number),)))
    waiting = merged.changes()
    assert waiting is not None
    assert waiting.notices == tuple(map(str, range(MOST_NOTICES, 2 * MOST_NOTICES)))
