"""Mutes hide from lists and alerts, never from tallies; they are counted, listed, lifted and end by themselves."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from tests.board_fixture import CONFIG, NOW, incident, report
from tests.board_pilot import running
from tui.model import Alert, Changes, Incident
from tui.mutes import Mute, Mutes, newest_of
from tui.store.marks import arrival

ONE = incident("one", "Shelling of Hajin", 20)
BOTH = incident("both", "Clash", 20, ("hajin", "ghazni"))
NOWHERE = incident("nowhere", "Clash somewhere", 20, ())


def later(one: Incident) -> Incident:
    return msgspec.structs.replace(one, reports=(report("sohr", one.title, -5), *one.reports))


def mute(kind: str, id_: str | None, hours: float | None = 1, *of: Incident) -> Mute:
    until = None if hours is None else NOW + dt.timedelta(hours=hours)
    return Mute(kind=kind, id=id_, name="x", made=NOW, until=until, newest=newest_of(of))


@pytest.mark.parametrize(
    ("targets", "one", "expected"),
    [
        ([("incident", "one")], ONE, True),
        ([("incident", "other")], ONE, False),
        ([("front", "hajin")], ONE, True),
        ([("front", "hajin")], BOTH, False),
        ([("front", "hajin"), ("front", "ghazni")], BOTH, True),
        ([("front", None)], NOWHERE, True),
        ([("front", None)], ONE, False),
        ([], ONE, False),
    ],
)
def test_what_is_hidden(targets: list[tuple[str, str | None]], one: Incident, expected: bool) -> None:
    assert Mutes(mute(*target) for target in targets).hides(one) is expected


def test_a_mute_ends_at_its_time() -> None:
    mutes = Mutes([mute("incident", "one", 1)])
    assert not mutes.lapse(NOW + dt.timedelta(minutes=59))
    assert mutes.hides(ONE)
    assert mutes.lapse(NOW + dt.timedelta(hours=1))
    assert not mutes.hides(ONE)


def test_until_it_changes_means_a_newer_report() -> None:
    mutes = Mutes([mute("incident", "one", None, ONE), mute("front", "hajin", None, ONE, BOTH)])
    assert not mutes.changed([ONE, BOTH]), "the same again is no change"
    assert mutes.changed([later(ONE)])
    assert len(mutes) == 0
    hour = Mutes([mute("incident", "one", 1)])
    assert not hour.changed([later(ONE)])
    assert arrival(later(ONE)) > arrival(ONE)


def test_they_survive_a_restart_and_damage_is_none() -> None:
    mutes = Mutes([mute("incident", "one"), mute("front", None, None)])
    assert Mutes.load(mutes.dump()).all() == mutes.all()
    assert len(Mutes.load(b"\xc1 damaged")) == 0


async def test_m_on_the_desk_hides_the_incident_and_u_brings_it_back() -> None:
    async with running(size=(140, 30)) as run:
        text = await run.press("1")
        assert "Ka-52" in text
        before = run.board.situation.fronts[0].tallies
        text = await run.press("m")
        assert "until it changes" in text
        text = await run.press("2")
        assert "muted for 24 hours: Ka-52" in run.status()
        assert "1 muted (M)" in run.status()
        assert "Ka-52" not in "\n".join(run.lines()[:-1])
        assert run.board.situation.fronts[0].tallies == before, "its figures stay in the tallies"
        command, data = run.feed.sent[-1]
        assert command == "mutes"
        assert [each.id for each in Mutes.load(bytes.fromhex(data)).all()] == ["ka52"]
        text = await run.press("u")
        assert "mute lifted: Ka-52" in run.status()
        assert "muted (M)" not in run.status()
        assert "Ka-52" in "\n".join(run.lines()[:-1])


async def test_m_on_the_wall_hides_the_front_and_shift_m_lists_and_lifts_it() -> None:
    async with running() as run:
        text = await run.press("m", "enter")
        assert "muted for an hour: Hajin pocket" in run.status()
        assert "Hajin pocket" not in "\n".join(run.lines()[:-1])
        text = await run.press("M")
        assert "Hajin pocket" in text
        hidden = run.board.hidden_by(run.board.mutes.all()[0])
        assert hidden > 2
        assert f"until 07 May 2018 15:06 UTC, hides {hidden} now" in text
        text = await run.press("enter")
        assert "lifted: Hajin pocket" in run.status()
        assert "Hajin pocket" in "\n".join(run.lines()[:-1])
        await run.press("M")
        assert "nothing is muted" in run.status()


async def test_another_incident_leads_the_pane() -> None:
    async with running() as run:
        await run.press("i", "m", "1", "escape")
        text = await run.text()
        assert "Hajin pocket" in text
        assert "Ka-52" not in "\n".join(run.lines()[:-1])


async def test_an_hour_later_it_is_there_again() -> None:
    async with running() as run:
        await run.press("1", "m", "1", "escape")
        run.clock.time = NOW + dt.timedelta(minutes=61)
        run.app.redraw()
        assert "Ka-52" in await run.text()


async def test_what_is_muted_rings_no_alert_until_it_changes() -> None:
    config = msgspec.structs.replace(CONFIG, alerts=(Alert(name="any", query="fresh", origins=1),))
    fresh = incident("fresh", "Fresh strike", -2)
    async with running(config=config) as run:
        run.board.marks.mute(("incident", "fresh"), "Fresh strike", None)
        run.board.mutes.add(mute("incident", "fresh", None, fresh))
        await run.give(Changes(time=NOW, incidents=(fresh,)))
        assert "ALERT" not in run.status()
        await run.give(Changes(time=NOW, incidents=(later(fresh),)))
        assert "ALERT any: Fresh strike" in run.status()


async def test_closing_the_list_mutes_nothing() -> None:
    async with running() as run:
        await run.press("m", "escape", "m", "m", "m", "q")
        assert len(run.board.mutes) == 0
        assert run.app.is_running
