"""What a relief is told: what is new, what rose, what was corrected, and nothing that was known."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from tests.board_fixture import NOW, figure, incident, incidents, report
from tui.handover import WRITERS, Handover, handover
from tui.model import Grade, Incident, LogLine, Outcome

THEN = NOW - dt.timedelta(hours=8)
KILLED = Outcome.KILLED
OLD = incident("raid", "Raid near Hajin", 300, figures=(figure(KILLED, 5, 5, "ISIS"),))


def other(**more: object) -> Incident:
    return msgspec.structs.replace(OLD, **more)


def found(before: list[Incident], after: list[Incident]) -> Handover:
    return handover(before, after, THEN, NOW)


def kinds(value: Handover) -> list[str]:
    return [name for name, changes in value.sections() for _ in changes]


FURTHER = (report("sohr", "Raid near Hajin", 20), *OLD.reports)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (OLD, []),
        (other(reports=FURTHER), ["further reports only"]),
        (other(reports=FURTHER, grade=Grade.FAIR), ["another grade"]),
        (other(figures=(figure(KILLED, 5, 9, "ISIS"),)), ["risen"]),
        (other(figures=(figure(KILLED, 5, None, "ISIS"),)), ["risen"]),
        (other(figures=(figure(KILLED, 5, 5, "ISIS"), figure(KILLED, 2, 2, "SDF"))), ["risen"]),
        (other(figures=(figure(KILLED, 3, 3, "ISIS"),)), ["corrected or contested"]),
        (other(figures=()), ["corrected or contested"]),
        (other(log=(LogLine(time=NOW, kind="retracted", text="AFP took it back"),)), ["corrected or contested"]),
        (other(log=(LogLine(time=NOW, kind="superseded", text="5 > 5"),)), []),
        (other(id="raid-renamed"), []),
        (incident("market", "Strike on a market", 20), ["new"]),
        (incident("crash", "Bus crash", 20, conflict=False), []),
    ],
)
def test_each_change_is_told_under_what_matters_most(after: Incident, expected: list[str]) -> None:
    assert kinds(found([OLD], [after])) == expected


def test_two_that_proved_to_be_one_are_one_change() -> None:
    second = incident("second", "Clash near Hajin", 200, sources=("sohr",))
    joined = other(reports=(*second.reports, *OLD.reports))
    value = found([OLD, second], [joined])
    assert kinds(value) == ["joined"]
    assert value.changes[0].joined == ("Clash near Hajin",)


SIDE = other(id="side", title="Clash near Abu Kamal", figures=(figure(KILLED, 2, 2, "SDF"),))
"""Told beside the raid in the same text."""


@pytest.mark.parametrize("before", [(OLD, SIDE), (SIDE, OLD)], ids=["raid first", "clash first"])
def test_two_incidents_of_one_text_are_followed_each_by_itself(before: tuple[Incident, ...]) -> None:
    assert kinds(found(list(before), [OLD, SIDE])) == []
    assert kinds(found(list(before), [OLD, msgspec.structs.replace(SIDE, reports=FURTHER)])) == ["further reports only"]


def test_an_incident_that_has_another_name_has_not_gone_into_its_neighbour() -> None:
    renamed = msgspec.structs.replace(SIDE, id="side-renamed", reports=FURTHER)
    value = found([OLD, SIDE], [OLD, renamed])
    assert [(change.incident.id, change.figures, change.joined) for change in value.changes] == [
        ("side-renamed", (), ())
    ]


def test_the_parts_of_what_was_split_up_are_not_new() -> None:
    before = other(reports=FURTHER, figures=())
    parts = [other(id=f"part-{n}", reports=(one,), figures=()) for n, one in enumerate(FURTHER)]
    assert kinds(found([before], parts)) == []


def test_what_grew_out_of_a_report_of_no_war_is_new() -> None:
    assert kinds(found([other(conflict=False)], [OLD])) == ["new"]


def test_a_filter_leaves_out() -> None:
    value = handover([], incidents(), THEN, NOW, lambda one: "ghazni" in one.fronts)
    assert value.changes
    assert all("ghazni" in change.incident.fronts for change in value.changes)


def test_every_form_says_before_and_after() -> None:
    value = found([OLD], [other(figures=(figure(KILLED, 9, 9, "ISIS"),), grade=Grade.FAIR, title="Raid_near *Hajin*")])
    names = {"hajin": "Hajin pocket"}
    for form in ("text", "md"):
        text = WRITERS[form](value, names).replace("\\", "")
        assert "ISIS killed: 5 > 9" in text
        assert "grade: weak > fair" in text
        assert "Hajin pocket" in text
        assert "2018-05-07 06:06" in text
    assert "Raid\\_near \\*Hajin\\*" in WRITERS["md"](value, names)
    told = msgspec.json.decode(WRITERS["json"](value, names))
    assert told["counts"]["risen"] == 1
    assert told["changes"][0]["figures"][0] == {
        "side": "ISIS", "class": "combatant", "outcome": "killed", "before": "5", "after": "9", "rose": True,
    }  # fmt: skip
    assert told["changes"][0]["incident"]["incident"] == "raid"


def test_nothing_is_said_in_words() -> None:
    assert "nothing became known" in WRITERS["text"](found([OLD], [OLD]), {})
