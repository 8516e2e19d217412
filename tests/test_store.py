"""The store in memory: whatever steps come, its indexes and its filtered lists say what a recount says."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import START, changes, incidents, queries, times
from tui.model import Changes, FeedHealth, FeedStatus, Front, Incident, Item, Report, Role, Source
from tui.query import Predicate, compile_query, parse
from tui.query.nodes import Query
from tui.store.filtered import ALL
from tui.store.marks import MOST_SEEN, Marks, arrival
from tui.store.memory import Store
from tui.store.timeline import Timeline, key_of

NOW = START + dt.timedelta(days=3)


def incident(id_: str, minutes: int = 0, **more: object) -> Incident:
    time = START + dt.timedelta(minutes=minutes)
    values: dict[str, object] = {"id": id_, "title": f"Strike {id_}", "first_seen": time, "last_seen": time}
    return Incident(**(values | more))  # type: ignore[arg-type]


def report(seen: dt.datetime, source: str = "sana") -> Report:
    return Report(
        item="1", source=source, outlet=source, role=Role.WIRE, title="t", url="", time=START, seen=seen, origin="o"
    )


def step(*new: Incident, gone: tuple[str, ...] = (), items: tuple[Item, ...] = ()) -> Changes:
    return Changes(time=NOW, incidents=new, gone=gone, items=items)


def passing(text: str, store: Store) -> list[str]:
    return store.filter(compile_query(parse(text)), NOW)


def test_says_what_a_step_did() -> None:
    store = Store()
    applied = store.apply(step(incident("a"), incident("b")))
    assert (applied.added, applied.changed, applied.removed) == (("a", "b"), (), ())
    applied = store.apply(step(incident("a", 5), incident("b"), incident("c"), gone=("b", "c", "zzz")))
    assert (applied.added, applied.changed, applied.removed) == (("c",), ("a",), ())
    applied = store.apply(step(gone=("b", "b", "zzz")))
    assert (applied.added, applied.changed, applied.removed) == ((), (), ("b",))


def test_newest_first_by_front() -> None:
    store = Store()
    store.apply(
        step(incident("a", 1, fronts=("x", "y")), incident("b", 3), incident("c", 2, fronts=("x",)), incident("d", 3))
    )
    assert store.newest() == ["d", "b", "c", "a"]
    assert [found.id for found in store.on_front("x")] == ["c", "a"]
    assert [found.id for found in store.on_front(None)] == ["d", "b"]
    assert store.on_front("nowhere") == []
    assert set(store.fronts) == {"x", "y", None}
    assert [found.id for found in store.since(START + dt.timedelta(minutes=2))] == ["d", "b", "c"]
    store.apply(step(incident("a", 9), gone=("b", "d")))
    assert [found.id for found in store.on_front("x")] == ["c"]
    assert [found.id for found in store.on_front(None)] == ["a"]
    assert set(store.fronts) == {"x", None}


def test_items_and_feeds_are_the_last_that_came() -> None:
    store = Store()
    old = Item(id="1", source="s", title="old", seen=START, time=START)
    new = Item(id="1", source="s", title="new", seen=START, time=START)
    store.apply(Changes(time=NOW, items=(old,), feeds=(FeedHealth(source="s"),)))
    store.apply(Changes(time=START, items=(new,), feeds=(FeedHealth(source="s", status=FeedStatus.OK),)))
    assert store.items["1"].title == "new"
    assert store.feeds["s"].status is FeedStatus.OK
    store.apply(Changes(time=NOW, gone_items=("1", "2")))
    assert not store.items


def test_nobody_changes_the_store_from_outside() -> None:
    store = Store()
    with pytest.raises(TypeError):
        store.incidents["a"] = incident("a")  # type: ignore[index]


# --- properties ---------------------------------------------------------------------------------------


def recount(store: Store, front: str | None) -> list[str]:
    on_it = [one for one in store.incidents.values() if (front in one.fronts if front else not one.fronts)]
    return [one.id for one in sorted(on_it, key=lambda one: (one.last_seen, one.id), reverse=True)]


@settings(max_examples=100, deadline=None)
@given(st.lists(changes, max_size=8))
def test_indexes_hold_exactly_what_is_there(steps: list[Changes]) -> None:
    store = Store()
    for one in steps:
        store.apply(one)
    every = sorted(store.incidents.values(), key=lambda one: (one.last_seen, one.id), reverse=True)
    assert store.newest() == [one.id for one in every]
    assert store.subjects.keys() == store.incidents.keys()
    for front in {None, "hajin", "badiya", "idlib"}:
        assert [one.id for one in store.on_front(front)] == recount(store, front)
        assert (front in store.fronts) is bool(recount(store, front))
    middle = START + dt.timedelta(seconds=100_000)
    assert store.since(middle) == [one for one in every if one.last_seen >= middle]


@settings(max_examples=60, deadline=None)
@given(st.lists(changes, max_size=6))
def test_a_step_twice_is_a_step_once(steps: list[Changes]) -> None:
    once, twice = Store(), Store()
    for one in steps:
        once.apply(one)
        twice.apply(one)
        assert twice.apply(one).added == ()
    assert once.incidents == twice.incidents
    assert once.newest() == twice.newest()
    assert once.items == twice.items
    assert once.subjects == twice.subjects


@settings(max_examples=60, deadline=None)
@given(st.lists(incidents, max_size=10, unique_by=lambda one: one.id), st.randoms(use_true_random=False))
def test_steps_about_different_things_may_come_in_any_order(found: list[Incident], random: object) -> None:
    forward, shuffled = Store(), Store()
    for one in found:
        forward.apply(step(one))
    mixed = list(found)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    shuffled.apply(step(*mixed[:3]))
    for one in mixed[3:]:
        shuffled.apply(step(one))
    assert forward.incidents == shuffled.incidents
    assert forward.newest() == shuffled.newest()
    assert [forward.on_front(front) for front in ("hajin", None)] == [
        shuffled.on_front(front) for front in ("hajin", None)
    ]


@settings(max_examples=100, deadline=None)
@given(
    queries,
    st.sampled_from([ALL, None, "hajin"]),
    st.none() | times,
    st.lists(changes, max_size=8),
    st.data(),
)
def test_a_filtered_list_follows_as_if_filtered_anew(
    query: Query, front: object, since: dt.datetime | None, steps: list[Changes], data: st.DataObject
) -> None:
    where = front if front is ALL or front is None else "hajin"
    predicate = compile_query(query)
    store = Store()
    for one in steps[:2]:
        store.apply(one)
    view = store.filtered(predicate, NOW, where, since)

    def anew(accept: Predicate) -> list[str]:
        found = store.filter(accept, NOW, where)
        return [id_ for id_ in found if since is None or store.incidents[id_].last_seen >= since]

    for one in steps[2:]:
        version, before = view.version, list(view)
        store.apply(one)
        if data.draw(st.booleans()):
            store.see(store.newest()[:2], NOW, seen=data.draw(st.booleans()))
            store.mark(store.newest()[1:3], marked=data.draw(st.booleans()))
        if data.draw(st.booleans()):
            store.see_front("hajin", NOW)
        expected = anew(predicate)
        assert list(view) == expected
        assert list(view) == before or view.version > version
        assert view.shown == len(view) == len(expected)
        assert view.total == len(anew(compile_query(parse(""))))
        assert [view[row] for row in range(len(view))] == expected
        assert [view.row(id_) for id_ in expected] == list(range(len(expected)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=300), st.integers(1, 40))
def test_a_timeline_is_a_sorted_set(moves: list[tuple[int, bool]], size: int) -> None:
    timeline, model = Timeline(), set[tuple[float, str]]()
    for start in range(0, len(moves), size):
        batch = moves[start : start + size]
        add = {key_of(START + dt.timedelta(seconds=at % 7), f"i{at}") for at, adding in batch if adding}
        remove = {key_of(START + dt.timedelta(seconds=at % 7), f"i{at}") for at, adding in batch if not adding}
        timeline.update(remove, add)
        model = (model - remove) | add
        assert list(timeline) == [id_ for _, id_ in sorted(model, reverse=True)]
        assert all(key in timeline for key in model)


def test_rows_outside_a_list_are_an_error() -> None:
    store = Store()
    store.apply(step(incident("a")))
    view = store.filtered(compile_query(parse("")), NOW)
    for row in (-1, 1):
        with pytest.raises(IndexError):
            view[row]
    assert view.row("zzz") is None
    assert "a" in view
    assert "zzz" not in view


def test_a_list_of_the_last_hours_moves_with_the_clock() -> None:
    store = Store()
    store.apply(step(incident("a", 0), incident("b", 60)))
    view = store.filtered(compile_query(parse("age<90m")), START + dt.timedelta(hours=1))
    assert list(view) == ["b", "a"]
    store.refresh(view, START + dt.timedelta(hours=2))
    assert list(view) == ["b"]


def test_a_list_that_nobody_holds_costs_nothing() -> None:
    store = Store()
    view = store.filtered(compile_query(parse("")), NOW)
    assert len(store._views) == 1
    del view
    assert len(store._views) == 0


def test_accepts_incidents_for_the_wall() -> None:
    store = Store()
    store.apply(step(incident("a", origins=3)))
    accept = store.accept(compile_query(parse("origins>=2")), NOW)
    assert accept(store.incidents["a"])
    assert not accept(incident("a", origins=1)), "another value under the same id is judged for itself"
    assert accept(incident("zzz", origins=2))


def test_a_reload_renames_sources() -> None:
    store = Store([Source(id="s1", name="Old Name", url="u")])
    store.apply(step(incident("a", reports=(report(START, "s1"),))))
    view = store.filtered(compile_query(parse('source:"new name"')), NOW)
    assert list(view) == []
    store.configure([Source(id="s1", name="New Name", url="u")])
    assert list(view) == ["a"]


def test_fronts_go_by_name_too() -> None:
    store = Store(fronts=[Front(id="f1", name="The Pocket")])
    store.apply(step(incident("a", fronts=("f1",)), incident("b")))
    assert passing("front:pocket", store) == ["a"]
    store.configure([], [Front(id="f1", name="The Ring")])
    assert passing("front:ring", store) == ["a"]


# --- what the user has seen ---------------------------------------------------------------------------


def test_new_until_seen_and_again_when_a_report_arrives() -> None:
    store = Store()
    store.apply(step(incident("a", reports=(report(START),)), incident("b", 1)))
    assert passing("new:yes", store) == ["b", "a"]
    store.see(["a", "zzz"], START + dt.timedelta(minutes=1))
    assert passing("new:yes", store) == ["b"]
    assert store.unseen() == 1
    store.apply(step(incident("a", reports=(report(START), report(START + dt.timedelta(hours=2))))))
    assert store.is_new(store.incidents["a"])
    store.see(["a"], NOW)
    store.see(["a"], NOW, seen=False)
    assert store.is_new(store.incidents["a"])


def test_what_was_published_long_ago_but_arrived_now_is_new() -> None:
    store = Store()
    store.see_front(ALL, START + dt.timedelta(hours=1))
    late = incident("a", reports=(report(START + dt.timedelta(hours=2)),))
    store.apply(step(late))
    assert arrival(late) > late.last_seen
    assert store.is_new(late)


def test_seeing_a_front_leaves_the_others_new() -> None:
    store = Store()
    store.apply(step(incident("a", fronts=("x",)), incident("b", fronts=("y",)), incident("c")))
    store.see_front("x", NOW)
    assert passing("new:yes", store) == ["c", "b"]
    assert store.unseen("x") == 0
    store.see_front(None, NOW)
    assert passing("new:yes", store) == ["b"]
    store.see_front(ALL, NOW)
    assert passing("new:yes", store) == []
    assert store.marks.seen_until("y") == NOW


def test_a_clock_that_was_set_back_cannot_keep_things_new() -> None:
    store = Store()
    store.apply(step(incident("a", 60), incident("b", 90, fronts=("x",))))
    store.see(["a"], START)
    store.see_front("x", START)
    assert store.unseen() == 0


def test_marks_are_set_and_cleared_and_go_with_the_incident() -> None:
    store = Store()
    store.apply(step(incident("a"), incident("b")))
    store.mark(["a", "zzz"])
    assert passing("marked:yes", store) == ["a"]
    store.apply(step(gone=("a",)))
    store.apply(step(incident("a")))
    assert passing("marked:yes", store) == []
    store.mark(["b"])
    store.mark(["b"], marked=False)
    assert passing("marked:yes", store) == []


def test_marks_survive_a_restart() -> None:
    store = Store()
    store.apply(step(incident("a"), incident("b"), incident("c", fronts=("x",))))
    store.see_front("x", NOW)
    store.see(["a"], NOW)
    store.see(["c"], NOW, seen=False)
    store.mark(["b"])
    again = Store(marks=Marks.load(store.marks.dump()))
    again.apply(step(*store.incidents.values()))
    assert again.subjects == store.subjects
    assert passing("new:yes", again) == passing("new:yes", store) == ["c", "b"]


def test_of_what_was_seen_the_newest_is_kept() -> None:
    marks = Marks()
    for number in range(MOST_SEEN + 10):
        marks.see(incident(f"i{number}"), NOW + dt.timedelta(seconds=number))
    again = Marks.load(marks.dump())
    assert again.is_new(incident("i9"))
    assert not again.is_new(incident("i10"))
    assert not again.is_new(incident(f"i{MOST_SEEN + 9}"))


@pytest.mark.parametrize("data", [b"", b"\xff", b"\x80", b"\x81\xa6fronts\x01"])
def test_damaged_marks_are_none(data: bytes) -> None:
    assert Marks.load(data).dump() == Marks().dump()
