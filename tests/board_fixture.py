"""Made-up values for the tests of the board: three busy fronts, one quiet one, feeds in every state, a fixed clock.

The events are invented in the manner of May 2018; every sentence is our own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from tui.config.values import Config
from tui.model import (
    Actor,
    Changes,
    Claim,
    ClaimantRole,
    ClaimRow,
    Class,
    Dyad,
    Equipment,
    FeedHealth,
    FeedStatus,
    Figure,
    Front,
    Grade,
    Incident,
    Item,
    Kind,
    LogLine,
    Outcome,
    Person,
    Place,
    Report,
    Role,
    SavedFilter,
    Scope,
    Source,
    State,
)

NOW = dt.datetime(2018, 5, 7, 14, 6, tzinfo=dt.UTC)


class StillClock:
    """Time moves only when a test moves it."""

    def __init__(self, now: dt.datetime = NOW) -> None:
        self.time = now

    def now(self) -> dt.datetime:
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()


@dataclass
class TestFeed:
    """A feed that gives what a test puts in and remembers what it was asked."""

    __test__ = False
    waiting: list[Changes] = field(default_factory=list)
    sent: list[tuple[str, ...]] = field(default_factory=list)
    status: str = ""
    next_config: Config | None = None

    def changes(self) -> list[Changes]:
        given, self.waiting = self.waiting, []
        return given

    def config(self) -> Config | None:
        given, self.next_config = self.next_config, None
        return given

    def send(self, command: str, *args: str) -> None:
        self.sent.append((command, *args))


SOURCES = (
    Source(id="afp", name="AFP", url="https://feeds.example.org/afp.xml", role=Role.WIRE),
    Source(id="sohr", name="SOHR", url="https://sohr.example.org/feed", role=Role.MONITOR),
    Source(id="sana", name="SANA", url="https://sana.example.org/rss", role=Role.STATE, party="Syria"),
    Source(id="sdf", name="SDF Press", url="https://sdf.example.org/rss", role=Role.OFFICIAL, party="SDF"),
    Source(id="tass", name="TASS", url="https://tass.example.org/rss", role=Role.STATE, party="Russia"),
    Source(id="tolo", name="TOLOnews", url="https://tolo.example.org/rss", role=Role.LOCAL, country="AF"),
    Source(id="saba", name="Saba", url="https://saba.example.org/rss", role=Role.STATE, country="YE"),
    Source(id="hiiraan", name="Hiiraan", url="https://hiiraan.example.org/rss", role=Role.LOCAL, country="SO"),
)
FRONTS = (
    Front(id="hajin", name="Hajin pocket", countries=("SY",)),
    Front(id="ghazni", name="Ghazni and the south-east", countries=("AF",)),
    Front(id="hodeidah", name="Hodeidah coast", countries=("YE",)),
    Front(id="shabelle", name="Lower Shabelle", countries=("SO",)),
    Front(id="donbas", name="Donbas", countries=("UA",)),
)
ACTORS = (
    Actor(name="SDF", title="Syrian Democratic Forces", aliases=("QSD",)),
    Actor(name="ISIS", title="Islamic State", aliases=("Daesh", "IS")),
    Actor(name="Syria", title="Syrian government forces"),
    Actor(name="Russia", title="Russian armed forces", kind="state", country="RU"),
    Actor(name="Coalition", title="Global Coalition against Daesh", kind="coalition"),
    Actor(name="Taliban", title="Taliban"),
    Actor(name="Afghanistan", title="Afghan government forces", kind="state", country="AF"),
    Actor(name="Houthis", title="Ansar Allah"),
    Actor(name="Shabaab", title="al-Shabaab"),
)
CONFIG = Config(
    sources=SOURCES,
    fronts=FRONTS,
    actors=ACTORS,
    filters=(
        SavedFilter(name="civilians hurt", query="class:civilian"),
        SavedFilter(name="well known", query="grade>=fair"),
    ),
)
OUTLETS = {source.id: source for source in SOURCES}


def ago(minutes: float) -> dt.datetime:
    return NOW - dt.timedelta(minutes=minutes)


def report(source: str, title: str, minutes: float, origin: str | None = None) -> Report:
    outlet = OUTLETS[source]
    return Report(
        item=f"{source}-{int(minutes)}",
        source=source,
        outlet=outlet.name,
        role=outlet.role,
        title=title,
        url=f"https://{source}.example.org/{int(minutes)}",
        time=ago(minutes),
        seen=ago(minutes),
        origin=origin or source,
    )


def claim_row(
    sentence: str,
    figure: str,
    low: int | None,
    high: int | None,
    *,
    source: str = "afp",
    minutes: float = 30,
    outcome: Outcome = Outcome.KILLED,
    side: str | None = None,
    class_: Class = Class.COMBATANT,
    claimant: str | None = None,
    actor: str | None = None,
    role: ClaimantRole = ClaimantRole.UNKNOWN,
    state: State = State.ACTIVE,
    reason: str = "the newest figure of this origin",
    scope: Scope = Scope.INCIDENT,
    kind: Kind = Kind.EXACT,
) -> ClaimRow:
    at = sentence.find(figure)
    claim = Claim(
        outcome=outcome,
        n=low,
        low=low,
        high=high,
        kind=kind,
        class_=class_,
        side=side,
        scope=scope,
        claimant=claimant,
        claimant_actor=actor,
        claimant_role=role,
        state=state,
        reason=reason,
        sentence=sentence,
        span=(at, at + len(figure)),
        figure=figure,
    )
    return ClaimRow(
        id=f"{source}-{int(minutes)}-{outcome.value}-{low}-{side}",
        claim=claim,
        item=f"{source}-{int(minutes)}",
        source=source,
        outlet=OUTLETS[source].name,
        origin=source,
        published=ago(minutes),
        state=state,
        reason=reason,
        role=role,
        party=actor,
    )


def figure(
    outcome: Outcome,
    low: int,
    high: int | None,
    side: str | None = None,
    class_: Class = Class.COMBATANT,
    *,
    claimant: str | None = None,
    enemy: str | None = None,
    by_enemy: int | None = None,
    vague: int = 0,
    claims: tuple[str, ...] = (),
) -> Figure:
    text = f"{low}" if low == high else f"{low}-{high}" if high is not None else f"{low}+"
    if by_enemy is not None:
        text += f" ({by_enemy} claimed by {enemy})"
    return Figure(
        side=side,
        class_=class_,
        outcome=outcome,
        low=low,
        high=high,
        headline=low,
        claimant=claimant,
        claimed_by_enemy=by_enemy,
        enemy=enemy,
        vague=vague,
        claims=claims,
        text=text,
    )


def incident(
    id_: str,
    title: str,
    minutes: float,
    fronts: tuple[str, ...] = ("hajin",),
    *,
    sources: tuple[str, ...] = ("afp",),
    grade: Grade = Grade.WEAK,
    reason: str = "one origin",
    figures: tuple[Figure, ...] = (),
    claims: tuple[ClaimRow, ...] = (),
    dyads: tuple[Dyad, ...] = (),
    **more: object,
) -> Incident:
    reports = tuple(report(source, title, minutes + index * 7) for index, source in enumerate(sources))
    return Incident(
        id=id_,
        title=title,
        url=reports[0].url if reports else "",
        fronts=fronts,
        first_seen=ago(minutes + 60),
        last_seen=ago(minutes),
        reports=reports,
        grade=grade,
        grade_reason=reason,
        figures=figures,
        claims=claims,
        dyads=dyads,
        origins=len(set(sources)),
        outlets=len(sources),
        actors=tuple(dict.fromkeys(name for d in dyads for name in (d.attacker, d.target) if name)),
        **more,  # type: ignore[arg-type]
    )


def helicopter() -> Incident:
    """Everything that an incident can have: the desk shows it in full."""
    own = claim_row(
        "Both crew members were killed, the ministry said, blaming a technical fault.",
        "Both crew members",
        2,
        2,
        source="tass",
        minutes=4,
        side="Russia",
        claimant="the Russian defence ministry",
        actor="Russia",
        role=ClaimantRole.SAME_SIDE,
        reason="a loss that its own side admits",
    )
    enemy = claim_row(
        "The group claimed its gunners had brought the aircraft down and killed 5 on board.",
        "5 on board",
        5,
        5,
        source="sohr",
        minutes=11,
        side="Russia",
        claimant="ISIS",
        actor="ISIS",
        role=ClaimantRole.OTHER_SIDE,
        reason="only the other side claims it: beside the range, never in it",
    )
    early = claim_row(
        "At least one airman died when the helicopter came down near Mayadin.",
        "At least one airman",
        1,
        None,
        minutes=48,
        side="Russia",
        kind=Kind.AT_LEAST,
        state=State.SUPERSEDED,
        reason="superseded by 2, reported later by the same side",
    )
    refused = claim_row(
        "Last year 39 people died when a transport plane crashed on landing at Hmeimim.",
        "39 people",
        39,
        39,
        source="tass",
        minutes=4,
        class_=Class.UNKNOWN,
        state=State.REFUSED,
        scope=Scope.BACKGROUND,
        reason="tells of an earlier event (last year)",
    )
    total = claim_row(
        "Russia has lost 92 servicemen in the country since 2015, by the ministry's own count.",
        "92 servicemen",
        92,
        92,
        source="tass",
        minutes=4,
        side="Russia",
        scope=Scope.CUMULATIVE,
        reason="a total since 2015: listed, never added",
    )
    return incident(
        "ka52",
        "Ka-52 lost near Mayadin, both crew dead",
        4,
        sources=("tass", "afp", "sohr", "sana"),
        grade=Grade.CONFIRMED,
        reason="acknowledged by the side that lost them",
        figures=(
            figure(
                Outcome.KILLED,
                2,
                2,
                "Russia",
                claimant="the Russian defence ministry",
                enemy="ISIS",
                by_enemy=5,
                claims=(own.id, enemy.id, early.id),
            ),
        ),
        claims=(own, enemy, early, refused),
        totals=(total,),
        dyads=(Dyad(attacker="ISIS", target="Russia", action="shoot_down", alleged=True),),
        kind="crash",
        place=Place(id="mayadin", name="Mayadin", country="SY", lat=35.02, lon=40.45),
        event_time=ago(150),
        log=(
            LogLine(time=ago(48), kind="superseded", text="1+ > 2 killed (Russian defence ministry)",
                    outcome=Outcome.KILLED, old=1, new=2, claimant="Russian defence ministry"),
            LogLine(time=ago(11), kind="contradiction", text="cause: technical fault (Russia), shot down (ISIS)"),
        ),
        contradictions=("cause: a technical fault by the ministry, shot down by ISIS",),
        equipment=(
            Equipment(type="Ka-52", category="helicopter", text="Ka-52", span=(0, 5), n=1, operator="Russia",
                      outcome="lost"),
        ),
        persons=(Person(name="A. Gordeyev", text="Capt. A. Gordeyev", span=(0, 5), rank="captain", role="pilot",
                        actor="Russia", outcome=Outcome.KILLED),),
        related=("market",),
    )  # fmt: skip


def incidents() -> tuple[Incident, ...]:
    killed, wounded, captured = Outcome.KILLED, Outcome.WOUNDED, Outcome.CAPTURED
    civilian = Class.CIVILIAN
    return (
        helicopter(),
        incident(
            "shafa", "Strike on Al Shafa, 5 to 12 killed", 6, sources=("sohr", "sana"), grade=Grade.CONTESTED,
            reason="the tolls are more than twice apart",
            figures=(figure(killed, 5, 12, None, civilian, claimant="SOHR"), figure(wounded, 7, 7, None, civilian)),
            claims=(
                claim_row("The monitor counted 5 civilians killed in the strike.", "5 civilians killed", 5, 5,
                          source="sohr", minutes=6, class_=civilian, claimant="SOHR", role=ClaimantRole.THIRD_PARTY),
                claim_row("State media put the dead at 12.", "12", 12, 12, source="sana", minutes=13, class_=civilian),
            ),
            dyads=(Dyad(attacker="Coalition", target="ISIS", action="air_strike"),), kind="air_strike",
        ),
        incident(
            "outskirts", "SDF reaches the outskirts of Hajin", 26, sources=("sdf",),
            figures=(
                figure(killed, 12, 34, "ISIS", claimant="SDF", vague=1),
                figure(captured, 3, 3, "ISIS", claimant="SDF"),
                figure(killed, 9, 9, "SDF", claimant="SDF", enemy="ISIS", by_enemy=21),
                figure(wounded, 14, None, "SDF", claimant="SDF"),
            ),
            dyads=(Dyad(attacker="SDF", target="ISIS", action="advance"),), kind="advance",
        ),
        incident(
            "kamal", "Shelling of Abu Kamal wounds three", 111, sources=("sana", "afp"), grade=Grade.FAIR,
            reason="two origins agree", figures=(figure(wounded, 3, 3, None, civilian),),
            dyads=(Dyad(attacker="ISIS", target="Syria", action="shelling"),), kind="shelling",
        ),
        incident(
            "market", "Convoy hit by a mine on the T2 road", 300, sources=("sana",),
            figures=(figure(killed, 4, 4, "Syria", claimant="SANA"),),
            dyads=(Dyad(attacker="ISIS", target="Syria", action="ied"),), kind="ied",
        ),
        incident(
            "ghazni1", "Taliban overrun two posts in Andar district", 35, ("ghazni",), sources=("tolo", "afp"),
            grade=Grade.FAIR, reason="two origins agree",
            figures=(
                figure(killed, 11, 17, "Afghanistan", claimant="provincial council"),
                figure(captured, 6, 6, "Afghanistan", claimant="Taliban"),
                figure(killed, 20, None, "Taliban", claimant="army"),
            ),
            dyads=(Dyad(attacker="Taliban", target="Afghanistan", action="ground_assault"),),
        ),
        incident(
            "ghazni2", "Bomb in a voter registration office, dozens hurt", 190, ("ghazni",), sources=("tolo",),
            figures=(figure(killed, 14, 17, None, civilian, vague=2), figure(wounded, 33, 38, None, civilian)),
            dyads=(Dyad(attacker=None, target=None, action="suicide_bombing"),),
        ),
        incident(
            "hodeidah1", "Air raid on a petrol station in Hajjah", 70, ("hodeidah",), sources=("saba",),
            figures=(figure(killed, 6, 6, None, civilian), figure(wounded, 11, None, None, civilian)),
            dyads=(Dyad(attacker="Coalition", target="Houthis", action="air_strike", alleged=True),),
        ),
        incident(
            "shabelle1", "Shabaab ambush an army convoy near Afgoye", 500, ("shabelle",), sources=("hiiraan",),
            figures=(figure(killed, 3, 8, "Somalia", claimant="a witness"),),
            dyads=(Dyad(attacker="Shabaab", target="Somalia", action="ambush"),),
        ),
        incident(
            "loose", "Explosion heard in the capital, cause unclear", 140, (), sources=("afp",),
            grade=Grade.UNATTRIBUTED, reason="nobody says who did it",
        ),
    )  # fmt: skip


def feeds() -> tuple[FeedHealth, ...]:
    fine = {
        source.id: FeedHealth(
            source=source.id, status=FeedStatus.OK, items=40 + index, new=index, last_try=ago(2),
            last_success=ago(2 + index),
            next_fetch=NOW + dt.timedelta(minutes=8 - index), seconds=0.4 + index / 10, bytes=48_000, http_status=200,
        )
        for index, source in enumerate(SOURCES)
    }  # fmt: skip
    fine["saba"] = FeedHealth(
        source="saba", status=FeedStatus.FAILED, error="no such host: saba.example.org", stage="dns", failures=3,
        items=12, last_success=ago(190), last_try=ago(4), next_fetch=NOW + dt.timedelta(minutes=12), seconds=0.1,
    )  # fmt: skip
    fine["hiiraan"] = FeedHealth(
        source="hiiraan", status=FeedStatus.NOT_MODIFIED, items=25, last_success=ago(5), last_try=ago(5), seconds=0.2,
        next_fetch=NOW + dt.timedelta(minutes=5), http_status=304, note="the feed's own clock is 3 h behind",
    )  # fmt: skip
    return tuple(fine.values())


def items() -> tuple[Item, ...]:
    """The items that claims were read from, so that spans can be marked."""
    rows = {row.item: row for found in incidents() for row in (*found.claims, *found.totals)}
    texts: dict[str, list[str]] = {}
    for found in incidents():
        for row in (*found.claims, *found.totals):
            texts.setdefault(row.item, []).append(row.claim.sentence)
    return tuple(
        Item(id=id_, source=row.source, title="", summary=" ".join(texts[id_]), seen=row.published, time=row.published)
        for id_, row in rows.items()
    )


def changes() -> Changes:
    return Changes(time=NOW, items=items(), incidents=incidents(), feeds=feeds())
