"""Cases of the casualty record, from the words of outlets to figures and grades: what double counting, enemy boasts,
running totals and typing errors must not do. The sentences are our own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec
import pytest

from tui.config import Config, load
from tui.model import Class, Entry, Figure, Grade, Incident, Outcome, Role, Source, State
from tui.pipeline import Pipeline
from tui.recording.values import CONFIG_PATH

SOURCES = (
    Source(id="tass", name="TASS", url="https://tass.test/", role=Role.WIRE, country="RU"),
    Source(id="reuters", name="Reuters", url="https://reuters.test/", role=Role.WIRE),
    Source(id="afp", name="AFP", url="https://afp.test/", role=Role.WIRE),
    Source(id="haaretz", name="Haaretz", url="https://haaretz.test/", country="IL"),
    Source(id="kazinform", name="Kazinform", url="https://kazinform.test/", role=Role.STATE, country="KZ"),
    Source(id="herald", name="Herald", url="https://herald.test/"),
    Source(id="sohr", name="SOHR", url="https://sohr.test/", role=Role.MONITOR, country="SY"),
    Source(id="amaq", name="Amaq", url="https://amaq.test/", role=Role.STATE, party="ISIS"),
    Source(id="sdf", name="SDF Press", url="https://sdf.test/", role=Role.OFFICIAL, party="SDF", country="SY"),
)


@pytest.fixture(scope="module")
def config() -> Config:
    return msgspec.structs.replace(load(CONFIG_PATH), sources=SOURCES)


def told(config: Config, *lines: tuple[str, str, str]) -> list[Incident]:
    """The incidents after these (source, time, text); a text is headline and lead, parted by a bar."""
    pipeline = Pipeline(config)
    incidents: dict[str, Incident] = {}
    for number, (source, time, text) in enumerate(lines):
        title, _, summary = text.partition(" | ")
        when = dt.datetime.fromisoformat(f"{time}+00:00")
        entry = Entry(guid=f"g{number}", title=title, summary=summary, published=when)
        changes = pipeline.ingest(source, (entry,), when + dt.timedelta(minutes=2)).changes
        incidents |= {incident.id: incident for incident in changes.incidents}
        for id_ in changes.gone:
            incidents.pop(id_, None)
    return list(incidents.values())


def killed(incident: Incident) -> list[Figure]:
    return [figure for figure in incident.figures if figure.outcome is Outcome.KILLED]


def sums(incidents: list[Incident]) -> Mapping[str | None, int]:
    """Lowest number killed by side, over all incidents."""
    found: dict[str | None, int] = {}
    for incident in incidents:
        for figure in killed(incident):
            found[figure.side] = found.get(figure.side, 0) + figure.low
    return found


HELICOPTER = (
    (
        "tass",
        "2018-05-07T13:10",
        (
            "Ka-52 helicopter crashes in eastern Syria, both pilots killed - "
            "Russian Defence Ministry | "
            "A technical malfunction may have brought it down, the Russian Defence Ministry said."
        ),
    ),
    (
        "reuters",
        "2018-05-07T13:40",
        (
            "Russian Ka-52 helicopter crashes in Syria, two pilots killed, ministry says | "
            "The Russian Defence Ministry said on Monday that both pilots died. On May 3 a Su-30SM fighter crashed "
            "off Syria, killing its two pilots."
        ),
    ),
    (
        "afp",
        "2018-05-07T13:55",
        (
            "Two Russian pilots killed in Syria helicopter crash: defence ministry | "
            "The Ka-52 came down over eastern Syria on Monday, the Russian Defence Ministry said."
        ),
    ),
    (
        "haaretz",
        "2018-05-07T15:05",
        (
            "Russian Ka-52 helicopter crashes in Syria, killing two pilots | "
            "The Russian Defence Ministry blamed a technical fault. Last week a Su-300 fighter jet crashed into "
            "the sea, killing two."
        ),
    ),
    ("kazinform", "2018-05-07T15:30", "Russian Ka-52 crashes in Syria, two crew killed - Russian Defence Ministry"),
    (
        "herald",
        "2018-05-07T18:20",
        (
            "ISIS missile brought down Russian Ka-52 helicopter in Syria, killing two pilots, "
            "Russian Defence Ministry confirms"
        ),
    ),
)


def test_a_helicopter_of_six_outlets_is_two_dead_of_one_origin(config: Config) -> None:
    incidents = told(config, *HELICOPTER)
    incident = max(incidents, key=lambda one: len(one.reports))
    assert (incident.outlets, len(incident.reports)) == (6, 6)
    assert incident.origins <= 2
    assert sums(incidents) == {"Russia": 2}, "neither the jet of the week before nor the crew again"
    assert incident.grade in (Grade.CONFIRMED, Grade.CONTESTED)
    assert any(line.startswith("cause: ") for line in incident.contradictions), "a fault and a missile, both as said"
    assert not any("300" in machine.type for one in incidents for machine in one.equipment)


def test_another_helicopter_of_another_year_is_another_incident(config: Config) -> None:
    before = (
        "reuters",
        "2018-01-03T09:00",
        ("Russian Mi-24 helicopter crashes in Syria on December 31, two pilots die, ministry says"),
    )
    incidents = told(config, before, *HELICOPTER)
    assert sums(incidents) == {"Russia": 4}
    assert not any({"Mi-24", "Ka-52"} <= {machine.type for machine in one.equipment} for one in incidents)


def test_named_pilots_are_the_crew_that_was_counted(config: Config) -> None:
    incidents = told(
        config,
        HELICOPTER[0],
        (
            "reuters",
            "2018-05-07T20:00",
            (
                "Russia names pilots killed in Ka-52 helicopter crash in Syria | "
                "Major Oleg Sidorin and Captain Ivan Tarasov were killed when their Ka-52 crashed in Syria on Monday."
            ),
        ),
    )
    assert sum(sums(incidents).values()) == 2
    assert max(len(one.persons) for one in incidents) == 2


def test_a_strike_that_the_coalition_denies_is_contested(config: Config) -> None:
    incidents = told(
        config,
        ("sohr", "2018-11-11T10:00", "Coalition air strike kills between five and 12 civilians in Hajin"),
        (
            "herald",
            "2018-11-12T10:00",
            ("Coalition denies that its air strike killed civilians in Hajin: report is not credible"),
        ),
    )
    civilians = [figure for one in incidents for figure in killed(one) if figure.class_ == "civilian"]
    assert [(figure.low, figure.high) for figure in civilians] == [(5, 12)]
    assert [one.grade for one in incidents if killed(one)] == [Grade.CONTESTED]


def test_sides_of_one_sentence_are_kept_apart_and_children_are_civilians(config: Config) -> None:
    (incident,) = told(
        config,
        (
            "sohr",
            "2018-11-24T20:00",
            (
                "Battle near Hajin on Saturday killed 92 SDF fighters, 51 civilians including "
                "19 children, "
                "and 61 ISIS militants"
            ),
        ),
    )
    assert {(figure.side, figure.class_.value): figure.low for figure in killed(incident)} == {
        ("SDF", "combatant"): 92,
        (None, "civilian"): 51,
        ("ISIS", "combatant"): 61,
    }


def test_a_running_total_is_listed_and_adds_to_nothing(config: Config) -> None:
    incidents = told(
        config,
        (
            "sohr",
            "2018-12-12T09:00",
            (
                "Since 10 September 888 ISIS militants, 517 SDF fighters and "
                "324 civilians, among them "
                "113 children and 72 women, have been killed in the Hajin pocket"
            ),
        ),
    )
    assert sums(incidents) == {}
    totals = {row.claim.n for one in incidents for row in one.totals}
    assert {888, 517, 324} <= totals


def test_a_rising_toll_is_one_figure_with_its_history(config: Config) -> None:
    incidents = told(
        config,
        ("afp", "2018-11-24T08:00", "ISIS attack kills 12 SDF fighters near Hajin"),
        ("afp", "2018-11-24T12:00", "ISIS attack near Hajin: death toll rises to 19 SDF fighters"),
        ("afp", "2018-11-24T18:00", "Death toll of ISIS attack near Hajin rises to 34 SDF fighters"),
    )
    (incident,) = (one for one in incidents if killed(one))
    (figure,) = killed(incident)
    assert (figure.headline, figure.text) == (34, "34")
    assert [(line.old, line.new) for line in incident.log if line.kind == "superseded"] == [(12, 19), (19, 34)]


def test_two_counts_are_a_range_with_both_names(config: Config) -> None:
    incidents = told(
        config,
        ("afp", "2018-11-24T08:00", "Air strike kills 12 civilians in Hajin"),
        ("sohr", "2018-11-24T09:00", "Air strike on Hajin kills at least 19 civilians"),
    )
    (figure,) = (each for one in incidents for each in killed(one))
    assert figure.text == "12-19+"
    active = {row.outlet: row.claim.n for one in incidents for row in one.claims if row.state is State.ACTIVE}
    assert active == {"AFP": 12, "SOHR": 19}


def test_claimed_losses_stand_beside_acknowledged_ones(config: Config) -> None:
    incidents = told(
        config,
        (
            "amaq",
            "2018-11-24T08:00",
            "21 SDF fighters killed in an attack of the Islamic State near Hajin",
        ),
        ("sdf", "2018-11-24T12:00", "Nine of our fighters were killed in the ISIS attack near Hajin"),
    )
    texts = [figure.text for one in incidents for figure in killed(one)]
    assert texts == ["9 (21 claimed by ISIS)"]


@pytest.mark.parametrize(
    "line",
    [
        "If Hajin is attacked, 200 civilians could die, UN warns",
        "Shelling of Hajin causes no casualties",
        "Police foil ISIS plot to kill 12 soldiers in Raqqa",
    ],
)
def test_what_did_not_happen_counts_nobody_and_says_why(config: Config, line: str) -> None:
    incidents = told(config, ("reuters", "2018-11-24T08:00", line))
    assert [figure for one in incidents for figure in killed(one) if figure.low or figure.high] == []
    assert all(row.reason for one in incidents for row in one.claims)


def test_a_bombing_without_a_culprit_is_counted(config: Config) -> None:
    (incident,) = told(config, ("reuters", "2018-11-24T08:00", "4 people killed in suicide bombing in Saraqib"))
    assert [(figure.side, figure.low, figure.high) for figure in killed(incident)] == [(None, 4, 4)]
    assert {dyad.attacker for dyad in incident.dyads} <= {None}


LISTED = "Ten people, four rebels, four soldiers and two farmers, were killed in clashes in Hajin on Monday"
SUMMED = "Clashes in Hajin on Monday kill ten"


@pytest.mark.parametrize("texts", [(LISTED,), (LISTED, SUMMED), (SUMMED, LISTED)], ids=["alone", "before", "behind"])
def test_a_total_and_those_it_is_made_up_of_are_the_same_people(config: Config, texts: tuple[str, ...]) -> None:
    outlets = ("reuters", "afp")
    incidents = told(config, *((outlets[at], f"2018-11-12T1{at}:00", text) for at, text in enumerate(texts)))
    (incident,) = incidents
    assert sum(figure.headline or 0 for figure in killed(incident)) == 10
    civilians = [figure for figure in killed(incident) if figure.class_ is Class.CIVILIAN]
    assert [figure.text for figure in civilians] == ["2"]


@pytest.mark.parametrize(
    ("texts", "want"),
    [
        (
            (
                "Coalition strike on Hajin home kills nine of one family, including six children",
                "Nine dead, six of them children, in Coalition strike on Hajin home",
                "Family of nine killed in Coalition strike on Hajin home",
            ),
            [(None, Class.CIVILIAN, "9")],
        ),
        (
            (
                "Three SDF soldiers and five militants killed in Hajin clash",
                "Five militants killed in Hajin clash, SDF says",
                "Eight killed in clash in Hajin",
            ),
            [("SDF", Class.COMBATANT, "3"), (None, Class.COMBATANT, "5")],
        ),
        (
            (
                "Shelling of Hajin kills four, including a child",
                "Four dead as shells hit Hajin",
                "Hajin shelling: six killed, among them two children",
            ),
            [(None, Class.UNKNOWN, "3-4"), (None, Class.CIVILIAN, "1-2")],
        ),
    ],
    ids=["a family and its children", "a list by side", "a toll that rises with its children"],
)
def test_several_outlets_on_the_same_dead(
    config: Config, texts: tuple[str, ...], want: list[tuple[str | None, Class, str]]
) -> None:
    outlets = ("reuters", "afp", "herald")
    (incident,) = told(config, *((outlets[at], f"2018-11-12T1{at}:00", text) for at, text in enumerate(texts)))
    assert {(one.side, one.class_, one.text) for one in killed(incident)} == set(want)
