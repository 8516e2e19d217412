"""Machines lost and people named: each once, with the incidents that tell of them."""

from __future__ import annotations

from tests.ledger_kit import claim, text
from tests.test_ledger_figures import ledger_of
from tests.test_tallies import incident
from tui.ledger.register import Register, distinct, register_of
from tui.model import Equipment, Grade, Outcome, Person


def lost(
    type_: str,
    category: str = "helicopter",
    outcome: str | None = "crashed",
    n: int | None = None,
    operator: str | None = None,
    by: str | None = None,
) -> Equipment:
    return Equipment(
        type=type_, category=category, text="", span=(0, 0), outcome=outcome, n=n, operator=operator, by=by
    )


PILOT = Person(name="Oleg Sidorin", text="", span=(0, 0), outcome=Outcome.KILLED)


def test_one_helicopter_and_two_dead_are_one_entry_each() -> None:
    crew = (PILOT, Person(name="Ivan Tarasov", text="", span=(0, 0), rank="captain", outcome=Outcome.KILLED))
    fault = "Ka-52 helicopter comes down near Hajin after a fault, edition {}"
    machines = (
        (lost("Ka-52", operator="Russia"),),
        (lost("helicopter"),),
        (lost("Ka-52", outcome="shot_down", by="ISIS"),),
    )
    pairs = [
        text(n, source, n, claim(2, side="Russia"), title=fault.format(n), equipment=one, persons=crew, kind="crash")
        for n, (source, one) in enumerate(zip(("reuters", "herald", "sohr"), machines, strict=True))
    ]
    ledger = ledger_of(*pairs)
    (id_,) = ledger.ids()
    found = register_of(ledger.incidents.values())
    (loss,) = found.losses
    assert (loss.operator, loss.type, loss.n, loss.incidents) == ("Russia", "Ka-52", 1, (id_,))
    assert (loss.outcomes, loss.claimed_by) == (("crashed", "shot_down"), ("ISIS",)), "both are shown as said"
    assert [(one.name, one.outcome, one.rank) for one in found.persons] == [
        ("Ivan Tarasov", Outcome.KILLED, "captain"),
        ("Oleg Sidorin", Outcome.KILLED, None),
    ]


def test_losses_of_an_operator_add_over_incidents() -> None:
    tanks = lost("T-72", "tank", "destroyed", 3, "Russia", "Ukraine")
    found = register_of(
        [
            incident("a", equipment=(tanks,), grade=Grade.FAIR),
            incident("b", equipment=(lost("T-72", "tank", "captured", None, "Russia"),), grade=Grade.WEAK),
            incident("c", equipment=(lost("T-72", "tank", "destroyed", 9, "Russia"),), grade=Grade.DISCOUNTED),
            incident("d", equipment=(lost("T-72", "tank", "destroyed", 9, "Russia"),), conflict=False),
            incident("e", equipment=(lost("T-72", "tank", None, 9, "Russia"),)),
        ]
    )
    (loss,) = found.losses
    assert (loss.n, loss.incidents, loss.sure, loss.claimed_by) == (4, ("a", "b"), 1, ("Ukraine",))


def test_machines_of_two_kinds_or_two_owners_are_two() -> None:
    two = (
        lost("Ka-52"),
        lost("Su-30", "aircraft"),
        lost("tank", "tank", operator="Russia"),
        lost("T-72", "tank", operator="SDF"),
    )
    assert [[one.type for one in same] for same in distinct(two)] == [["Ka-52"], ["Su-30"], ["T-72"], ["tank"]]
    assert [
        [one.type for one in same] for same in distinct((lost("Su-30", "aircraft"), lost("Su-30SM", "aircraft")))
    ] == [["Su-30SM", "Su-30"]]


def test_one_name_in_two_incidents_points_at_both() -> None:
    hurt = Person(name="oleg sidorin", text="", span=(0, 0), outcome=Outcome.WOUNDED, actor="Russia")
    (named,) = register_of([incident("a", persons=(hurt,)), incident("b", persons=(PILOT,))]).persons
    assert (named.outcome, named.incidents, named.actor) == (Outcome.KILLED, ("a", "b"), "Russia")
    assert register_of([]) == Register()
