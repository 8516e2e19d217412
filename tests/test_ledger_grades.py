"""Grades, origins and contradictions: who vouches for what."""

from __future__ import annotations

import msgspec
import pytest

from tests.ledger_kit import ACTORS, SOURCES, claim, item, reading, text
from tests.test_ledger_figures import Pair, ledger_of, one_incident, shown
from tui.extraction.reasons import RESTATES
from tui.ledger.grades import verified_by
from tui.ledger.origins import claim_origin, is_copy, item_origin, shingles
from tui.model import ActorMention, Claim, ClaimantRole, Dyad, Equipment, Grade, Person, Source, State

GRADES: list[tuple[str, list[Pair], Grade]] = [
    ("one origin", [text(1, "afp", 0, claim(12))], Grade.WEAK),
    ("one origin says it twice", [text(1, "afp", 0, claim(12)), text(2, "afp", 1, claim(12))], Grade.WEAK),
    ("two origins", [text(1, "afp", 0, claim(12)), text(2, "sohr", 1, claim(13))], Grade.FAIR),
    (
        "the side that suffered it says so",
        [text(1, "sdfpress", 0, claim(9, side="SDF", class_="combatant"))],
        Grade.CONFIRMED,
    ),
    (
        "an ally says so",
        [text(1, "afp", 0, claim(9, side="SDF", claimant="Coalition", claimant_actor="Coalition"))],
        Grade.CONFIRMED,
    ),
    (
        "the enemy's boast is no confirmation",
        [text(1, "amaq", 0, claim(9, side="SDF", class_="combatant", attacker="ISIS"))],
        Grade.WEAK,
    ),
    (
        "who caused it admits it",
        [
            text(
                1,
                "afp",
                0,
                claim(4, class_="civilian", attacker="Coalition", claimant="Coalition", claimant_actor="Coalition"),
            )
        ],
        Grade.CONFIRMED,
    ),
    (
        "the UN has looked into it",
        [text(1, "herald", 0, claim(8, class_="civilian", sentence="The UN verified that eight civilians died"))],
        Grade.CONFIRMED,
    ),
    (
        "the UN only says so",
        [text(1, "herald", 0, claim(8, class_="civilian", sentence="Eight civilians died, the UN said"))],
        Grade.WEAK,
    ),
    (
        "denied",
        [
            text(1, "sohr", 0, claim(8, class_="civilian")),
            text(2, "afp", 1, claim(0, realis="denied", claimant="Coalition", claimant_actor="Coalition")),
        ],
        Grade.CONTESTED,
    ),
    (
        "competing culprits",
        [
            text(1, "sohr", 0, claim(8, attacker="Russia")),
            text(2, "herald", 1, claim(8, attacker="ISIS")),
        ],
        Grade.CONTESTED,
    ),
    (
        "allies are no competing culprits",
        [text(1, "sohr", 0, claim(8, attacker="Russia")), text(2, "herald", 1, claim(8, attacker="SAA"))],
        Grade.FAIR,
    ),
    (
        "figures far apart",
        [text(1, "sohr", 0, claim(40)), text(2, "herald", 1, claim(8))],
        Grade.CONTESTED,
    ),
    (
        "a toll that rises is not contested",
        [text(1, "herald", 0, claim(8)), text(2, "sohr", 6, claim(20))],
        Grade.FAIR,
    ),
    (
        "a slip of one text in many is no competing culprit",
        [
            *(
                text(n, source, n / 4, claim(8, attacker="Russia"))
                for n, source in enumerate(["sohr", "herald", "post", "afp", "reuters"], start=1)
            ),
            text(9, "bulletin", 2, claim(8, attacker="ISIS")),
        ],
        Grade.FAIR,
    ),
    (
        "nobody can be named",
        [text(1, "herald", 0, claim(8, claimant="unconfirmed reports"))],
        Grade.UNATTRIBUTED,
    ),
]


@pytest.mark.parametrize(("pairs", "want"), [case[1:] for case in GRADES], ids=[case[0] for case in GRADES])
def test_grade(pairs: list[Pair], want: Grade) -> None:
    incident = one_incident(*pairs)
    assert incident.grade is want
    assert incident.grade_reason


ADMITS = claim(9, side="SDF", class_="combatant", claimant="SDF", claimant_actor="SDF")
CAUSED = claim(4, class_="civilian", attacker="Coalition", claimant="Coalition", claimant_actor="Coalition")
ADMITS_TOO = claim(2, side="Russia", class_="combatant", claimant="Russia", claimant_actor="Russia")
VERIFIED = claim(8, class_="civilian", sentence="The UN verified that eight civilians died")


@pytest.mark.parametrize(
    ("pairs", "want"),
    [
        ([text(1, "herald", 0, ADMITS)], "SDF admits its own losses, told by Herald alone"),
        (
            [text(1, "herald", 0, ADMITS), text(2, "post", 1, ADMITS)],
            "SDF admits its own losses, told by 2 outlets",
        ),
        (
            [text(1, "herald", 0, ADMITS), text(2, "sdfpress", 1, ADMITS)],
            "SDF admits its own losses, in its own outlet",
        ),
        ([text(1, "tass", 0, ADMITS_TOO)], "Russia admits its own losses, in its own outlet"),
        ([text(1, "amaq", 0, ADMITS)], "SDF admits its own losses, told by Amaq alone"),
        ([text(1, "afp", 0, CAUSED)], "Coalition admits that it caused it, told by AFP alone"),
        ([text(1, "herald", 0, VERIFIED)], "verified by UN, told by Herald alone"),
    ],
)
def test_the_reason_of_a_confirmation_says_what_it_rests_on(pairs: list[Pair], want: str) -> None:
    incident = one_incident(*pairs)
    assert (incident.grade, incident.grade_reason) == (Grade.CONFIRMED, want)


SOURCE = Source(id="x", name="Gazette", url="https://x.test/", group="Press House")
ORIGINS: list[tuple[str, str, str | None, Source | None, str]] = [
    ("a group is one voice", "Shelling in Hajin", None, SOURCE, "group:press house"),
    ("marked in brackets", "HAJIN (Reuters) - Shelling in Hajin", None, SOURCE, "wire:reuters"),
    ("cited by name", "Shelling in Hajin, according to TASS", None, SOURCE, "wire:tass"),
    ("named by the feed", "Shelling in Hajin", "Agence France-Presse", SOURCE, "wire:afp"),
    ("a publisher of its own", "Shelling in Hajin", "Daily Bugle", SOURCE, "named:daily bugle"),
    ("the agency itself", "Shelling in Hajin", None, SOURCES[0], "wire:reuters"),
    ("nobody else", "Shelling in Hajin", None, SOURCES[3], "source:herald"),
    ("not configured", "Shelling in Hajin", None, None, "source:herald"),
    ("no agency: a word in capitals", "The SAA shelled Hajin", None, SOURCES[3], "source:herald"),
]


@pytest.mark.parametrize(
    ("title", "origin", "source", "want"), [case[1:] for case in ORIGINS], ids=[case[0] for case in ORIGINS]
)
def test_origin_of_an_item(title: str, origin: str | None, source: Source | None, want: str) -> None:
    assert item_origin(item("a", title=title, origin=origin), source) == want


@pytest.mark.parametrize(
    ("said", "party", "want"),
    [
        (claim(2, claimant="Russian MoD", claimant_actor="Russia"), None, "party:Russia"),
        (
            claim(2, claimant="Gaza health ministry", claimant_role="official_neutral"),
            None,
            "body:gaza health ministry",
        ),
        (claim(2, claimant="officials", claimant_role="official_neutral"), None, "source:herald"),
        (claim(2), None, "source:herald"),
        (claim(2), "ISIS", "party:ISIS"),
    ],
)
def test_origin_of_a_claim(said: Claim, party: str | None, want: str) -> None:
    assert claim_origin(said, "source:herald", party) == want


def test_a_changed_figure_does_not_make_a_new_voice() -> None:
    words = "Heavy shelling in the old quarter of Hajin has killed {} people and wounded many more, medics there say"
    assert is_copy(shingles(words.format(12)), shingles(words.format(14)))
    assert not is_copy(shingles(words.format(12)), shingles("Shelling kills people in the old quarter of Hajin"))


def test_reprints_are_outlets_and_not_origins() -> None:
    words = "Air strike hits the crowded market of Hajin and kills shoppers in the early morning hours, medics say"
    alone = one_incident(text(1, "reuters", 0, claim(12), title=words))
    spread = one_incident(
        *(text(n, source, n, claim(12), title=words) for n, source in enumerate(["reuters", "herald", "post"], 1))
    )
    assert (spread.origins, spread.outlets, spread.grade) == (1, 3, Grade.WEAK)
    assert [(f.low, f.high, f.headline) for f in spread.figures] == [(f.low, f.high, f.headline) for f in alone.figures]


def test_one_statement_carried_by_six_outlets() -> None:
    said = {
        "side": "Russia",
        "class_": "combatant",
        "sub": "pilot",
        "claimant": "Russian MoD",
        "claimant_actor": "Russia",
    }
    helicopter = (Equipment(type="Ka-52", category="helicopter", text="Ka-52", span=(0, 5), outcome="crashed"),)
    crew = (Person(name="Oleg Sidorin", text="", span=(0, 0)), Person(name="Ivan Tarasov", text="", span=(0, 0)))
    fault = "Ka-52 helicopter comes down near Hajin after a fault, ministry says, edition {}"
    pairs = [
        text(n, source, n, claim(2, **said), title=fault.format(n), equipment=helicopter, persons=crew, kind="crash")
        for n, source in enumerate(["reuters", "afp", "herald", "post", "mod"])
    ]
    hit = Dyad(attacker="ISIS", target="Russia", action="shoot_down")
    pairs.append(
        text(
            9,
            "sohr",
            6,
            claim(2, **{**said, "attacker": "ISIS"}),
            title="Ka-52 helicopter near Hajin hit by ISIS missile",
            equipment=helicopter,
            persons=crew,
            kind="shoot_down",
            dyads=(hit,),
        )
    )
    incident = one_incident(*pairs)
    assert (incident.origins, incident.outlets) == (1, 6)
    assert incident.grade is Grade.CONFIRMED
    assert shown(incident) == [("Russia", "combatant", "2")]
    assert len(incident.persons) == 2


def test_a_thousand_variants_of_one_source_are_one_weak_voice() -> None:
    pairs = [
        text(n, "herald", n / 100, claim(10 + n % 7), title=f"Air strike hits Hajin market, update {n}")
        for n in range(1000)
    ]
    ledger = ledger_of(*pairs)
    incidents = list(ledger.incidents.values())
    assert len(incidents) == 1
    assert incidents[0].grade is not Grade.FAIR
    assert incidents[0].origins == 1
    assert all((figure.most or 0) <= 16 for figure in incidents[0].figures)


def test_an_unread_item_is_an_incident_of_its_own() -> None:
    ledger = ledger_of((item("a", title="Minister speaks"), reading(place=None, conflict=False, kind="statement")))
    (incident,) = ledger.incidents.values()
    assert (incident.figures, incident.conflict, incident.kind) == ((), False, "statement")
    assert len(ACTORS) > 0


def test_a_front_that_few_reports_name_is_left_out() -> None:
    sources = ["sohr", "herald", "post", "afp", "reuters"]
    pairs = [text(n, source, n / 4, claim(8)) for n, source in enumerate(sources)]
    slip = text(9, "bulletin", 2, claim(8), fronts=("iraq", "hajin"))
    assert one_incident(*pairs, slip).fronts == ("hajin",)
    assert set(one_incident(pairs[0], slip).fronts) == {"hajin", "iraq"}


def test_a_headline_has_the_claimant_of_the_sentence_that_says_it_again() -> None:
    again = claim(2, claimant="the ministry", claimant_actor="Russia", state=State.REFUSED, reason=RESTATES, again=0)
    pairs = [text(n, source, n, claim(2, side="Russia"), again) for n, source in enumerate(["herald", "post"])]
    incident = one_incident(*pairs)
    assert (incident.origins, incident.grade) == (1, Grade.CONFIRMED)


def test_a_belligerents_own_outlet_speaks_for_it() -> None:
    ours, theirs = claim(1, side="SDF"), claim(10, side="ISIS")
    incident = one_incident(text(1, "sdfpress", 0, ours, theirs))
    assert [(row.claim.n, row.role, row.party) for row in incident.claims] == [
        (1, ClaimantRole.SAME_SIDE, "SDF"),
        (10, ClaimantRole.OTHER_SIDE, "SDF"),
    ]


@pytest.mark.parametrize(
    ("figure", "named", "side"),
    [
        ("Many", ["ISIS", "SDF"], "ISIS"),  # "Many terrorists were killed."
        ("Many terrorists", ["ISIS"], "ISIS"),
        ("Many terrorists", [], None),
    ],
)
def test_nobody_calls_his_own_people_terrorists(figure: str, named: list[str], side: str | None) -> None:
    many = claim(None, class_="combatant", figure=figure, sentence="Many terrorists were killed.")
    item, said = text(2, "sdfpress", 2, many)
    mentions = tuple(ActorMention(actor=name, text=name, span=(0, 1)) for name in named)
    incident = one_incident(
        text(1, "afp", 0, claim(12, side="ISIS"), claim(2, side="SDF")),
        (item, msgspec.structs.replace(said, actors=mentions)),
    )
    (row,) = (row for row in incident.claims if row.claim.n is None)
    assert (row.claim.side, row.role is ClaimantRole.SAME_SIDE) == (side, False)
    assert incident.grade is not Grade.CONFIRMED


def test_whose_own_losses_they_are_may_be_said_elsewhere() -> None:
    incident = one_incident(
        text(1, "afp", 0, claim(21, side="SDF", class_="combatant", claimant="ISIS", claimant_actor="ISIS")),
        text(2, "post", 2, claim(9, class_="combatant", claimant="SDF", claimant_actor="SDF")),
    )
    assert shown(incident) == [("SDF", "combatant", "9 (21 claimed by ISIS)")]
    assert incident.grade is Grade.CONFIRMED


@pytest.mark.parametrize(
    ("sentence", "want"),
    [
        ("UN confirms at least 34 civilians killed in El Fasher", "UN"),
        ("At least 12 civilians were killed in the strike, OHCHR has since verified", "OHCHR"),
        ("The deaths of 12 villagers were confirmed by the United Nations", "United Nations"),
        ("Court finds the army killed 12 villagers", "Court"),
        ("Twelve were killed, a military tribunal in Goma ruled", "tribunal"),
        ("The UN has not verified that 12 villagers were killed", None),
        ("The deaths of 12 could not be confirmed by the UN", None),
        ("UN says 12 killed in Marib", None),
        ("A sun found 12 villagers killed", None),
        ("The army confirmed that 12 soldiers were killed", None),
    ],
)
def test_who_settles_what_happened(sentence: str, want: str | None) -> None:
    assert verified_by(sentence) == want
