"""Running tallies equal a recount, whatever came in between: edits, retractions, expiry, a reload."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledger_kit import ACTORS, SOURCES, at, claim, text
from tests.test_tallies import figure, incident
from tui.ledger.book import Ledger, Touched
from tui.ledger.running import Running, Tallied
from tui.ledger.tallies import tallies
from tui.model import Changes, Front, Incident
from tui.situation import situation
from tui.store.memory import Store

FRONTS = (Front(id="hajin", name="Hajin"), Front(id="idlib", name="Idlib", start=at(3)))
DAY = dt.timedelta(hours=24)


def recount(incidents: list[Incident], since: dt.datetime) -> Tallied:
    """Everything summed from scratch, by the rules as they are written down."""
    young = [one for one in incidents if one.last_seen >= since]
    known = {front.id for front in FRONTS}
    nowhere = [one for one in young if not known.intersection(one.fronts)]
    return Tallied(
        all=tallies(young, None),
        fronts={None: tallies(nowhere, None)}
        | {front.id: tallies(young, front.id, start=front.start) for front in FRONTS},
    )


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("report"),
            st.integers(0, 9),
            st.sampled_from(["afp", "sohr", "herald", "amaq"]),
            st.integers(0, 40),
            st.integers(0, 90),
            st.sampled_from([("hajin",), ("idlib",), ("hajin", "idlib"), ("elsewhere",), ()]),
        ),
        st.tuples(st.just("retract"), st.integers(0, 9), st.sampled_from(["afp", "sohr"]), st.integers(0, 90)),
        st.tuples(st.just("expire"), st.integers(-10, 60)),
    ),
    max_size=14,
)


def take(ledger: Ledger, number: int, step: tuple[object, ...]) -> Touched:
    """One step of a stream: a report, which edits the one that had its number before; a retraction; old ones go."""
    match step:
        case ("report", int(n), str(source), int(killed), int(hours), tuple(fronts)):
            title = f"Air strike on {'Hajin' if n % 2 else 'Idlib'} kills {killed}"
            given = {"title": title, "fronts": fronts, "revision": str(number), "seen": float(hours + number)}
            place = "Hajin" if n % 2 else "Idlib"
            return ledger.add(*text(n, source, hours, claim(killed), place=place, **given))
        case ("retract", int(n), str(source), int(hours)):
            place = "Hajin" if n % 2 else "Idlib"
            title = f"RETRACTION: our report of the air strike on {place}"
            pair = text(100 + number, source, hours, title=title, place=place, correction=True)
            return ledger.add(*pair)
        case ("expire", int(hours)):
            return ledger.expire(at(hours))
    raise AssertionError(step)


@settings(max_examples=100, deadline=None)
@given(STEPS, st.lists(st.floats(-5, 120), min_size=1, max_size=4))
def test_running_tallies_equal_a_recount(steps: list[tuple[object, ...]], instants: list[float]) -> None:
    ledger, store = Ledger(SOURCES, ACTORS), Store(SOURCES, fronts=FRONTS)
    for number, step in enumerate(steps):
        touched = take(ledger, number, step)
        changed = tuple(ledger.incident(id_) for id_ in touched.ids)
        store.apply(Changes(time=at(0), incidents=changed, gone=touched.gone))
        for hours in instants:
            assert store.tallied(at(hours)) == recount(list(ledger.incidents.values()), at(hours))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 72 * 60), st.integers(0, 30)), max_size=20),
    st.integers(0, 72 * 60),
)
def test_a_window_is_exact_to_the_second_at_any_instant(moves: list[tuple[int, int, int]], minutes: int) -> None:
    running, held = Running(FRONTS), {}
    for n, minute, killed in moves:
        held[f"i{n}"] = incident(f"i{n}", figure(killed, None if killed % 3 else killed), hours=minute / 60)
        running.update((), {f"i{n}": held[f"i{n}"]})
    for instant in (at(minutes / 60), at(minutes / 60) + dt.timedelta(microseconds=1)):
        assert running.tallies(instant) == recount(list(held.values()), instant)
    running.update(list(held), {})
    assert running.tallies(at(-100)) == recount([], at(-100))


def test_the_wall_shows_the_same_with_running_tallies_as_without() -> None:
    store = Store(SOURCES, fronts=FRONTS)
    both = incident("a", figure(5, 5), fronts=("hajin", "idlib"), hours=4)
    nowhere = incident("b", figure(2, 9), fronts=("lost",), hours=5)
    early = incident("c", figure(3, 3), fronts=("idlib",), hours=1)
    store.apply(Changes(time=at(5), incidents=(both, nowhere, early)))
    now = at(24)
    summed = situation(store, FRONTS, DAY.total_seconds(), now)
    assert situation(store, FRONTS, DAY.total_seconds(), now, tallied=store.tallied(now - DAY)) == summed
    assert [tally.low for tally in summed.tallies] == [10], "an incident on two fronts counts once above front level"
    only_a = situation(store, FRONTS, DAY.total_seconds(), now, lambda one: one.id == "a", store.tallied(now - DAY))
    assert [tally.low for tally in only_a.tallies] == [5], "under a filter the sums are of what it lets through"


def test_other_fronts_after_a_reload_are_summed_anew() -> None:
    store = Store(SOURCES)
    store.apply(Changes(time=at(5), incidents=(incident("a", figure(5, 5)),)))
    assert "hajin" not in store.tallied(at(-1)).fronts
    store.configure(SOURCES, FRONTS)
    assert [tally.low for tally in store.tallied(at(-1)).fronts["hajin"]] == [5]


def test_what_is_gone_leaves_nothing_behind() -> None:
    running = Running(FRONTS)
    held = {f"i{hour}": incident(f"i{hour}", figure(5, 5), hours=float(hour)) for hour in range(72)}
    running.update((), held)
    running.update(list(held), {})
    for sheet in (running._all, *running._fronts.values()):
        assert (sheet.hours, sheet.days, sheet.members) == ({}, {}, {})
