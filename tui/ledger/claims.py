"""What stands of what was claimed: rolling tolls, corrections, copies.

Invariants: no row is lost, only its state changes, with a reason; one voice (claimant, else origin) has one standing
figure for one group of victims, unless it contradicts itself; different voices never supersede each other; an older
text never overrides a newer one. This is how recorders keep a live record (Airwars, ACLED).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import msgspec

from tui.ledger.amounts import Amount, amounts_of
from tui.ledger.camps import Camps
from tui.ledger.edits import edited
from tui.ledger.origins import is_name
from tui.ledger.people import Group, coarser, compatible
from tui.ledger.told import Told
from tui.ledger.voiced import COUNTS, SHARE
from tui.model import ClaimRow, LogLine, Outcome, State

SETTLED = dt.timedelta(hours=72)
"""An incident without news for so long is settled; a new figure after that is announced."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The outcome of :func:`settle`."""

    rows: tuple[ClaimRow, ...]
    amounts: tuple[Amount, ...]
    log: tuple[LogLine, ...]
    contradictions: tuple[str, ...]
    notices: tuple[str, ...]


def settle(texts: Sequence[Told], camps: Camps) -> Standing:
    """What stands when all of ``texts`` about one incident are read in order of publication."""
    book = _Book(camps)
    ordered = sorted(texts, key=lambda one: (*one.order, one.event.claims))
    newest = {text.item.id: text for text in ordered if text.current}
    for text in ordered:
        if text.current:
            book.read(text)
        else:
            book.replace(text, newest.get(text.item.id))
    return book.close()


class _Book:
    """The state while texts are read in order; not shared, not kept."""

    def __init__(self, camps: Camps) -> None:
        self._camps = camps
        self._rows: dict[str, ClaimRow] = {}
        self._standing: dict[tuple[str, Outcome], list[Amount]] = {}
        self._items: dict[str, set[str]] = {}
        self._log: list[LogLine] = []
        self._contradictions: list[str] = []
        self._notices: list[str] = []
        self._last: dt.datetime | None = None

    def read(self, text: Told) -> None:
        for voiced in text.claims:
            self._rows.setdefault(voiced.row.id, voiced.row)
        if text.reading.correction and self._says_nothing_new(text):
            self._retract(text)
            for voiced in text.claims:
                if voiced.counts:
                    self._mark(voiced.row.id, State.WITHDRAWN, f"withdrawn by {text.outlet}")
            self._last = text.item.time
            return
        late = self._last is not None and text.item.time - self._last > SETTLED
        before = len(self._log)
        killed_rose = False
        for amount in sorted(amounts_of(text), key=lambda one: one.outcome is not Outcome.KILLED):
            killed_rose |= self._say(amount, killed_rose)
        moved = next((line for line in self._log[before:] if line.kind in ("superseded", "corrected")), None)
        if late and moved is not None:
            self._notices.append(f"a settled incident has a new figure: {moved.text}")
        self._last = text.item.time

    def replace(self, text: Told, newest: Told | None) -> None:
        """A silent edit: the text before it is kept, its figures no longer stand. ``newest``: what took its place, None
        when that is told of elsewhere."""
        for voiced in text.claims:
            self._rows.setdefault(voiced.row.id, voiced.row)
            if voiced.counts:
                self._mark(voiced.row.id, State.SUPERSEDED, f"{text.outlet} has edited its text since")
        if newest is not None:
            self._log.append(edited(text.outlet, (text.item, text.reading), (newest.item, newest.reading)))

    def close(self) -> Standing:
        standing = tuple(amount for amounts in self._standing.values() for amount in amounts)
        for amount in standing:
            for row in amount.rows:
                self._mark(row, State.ACTIVE, SHARE if amount.share else COUNTS)
        return Standing(
            rows=tuple(self._rows.values()),
            amounts=standing,
            log=tuple(self._log),
            contradictions=tuple(dict.fromkeys(self._contradictions)),
            notices=tuple(self._notices),
        )

    def _says_nothing_new(self, text: Told) -> bool:
        """A correction with no figure, or only with the one that its outlet gave before, takes that one back."""
        said = [voiced for voiced in text.claims if voiced.counts]
        before = {
            (amount.outcome, amount.n)
            for (voice, _), amounts in self._standing.items()
            for amount in amounts
            if amount.outlet == text.outlet or voice in (text.origin, text.own_voice)
        }
        return not any(
            voiced.claim.correction or (voiced.claim.outcome, voiced.claim.n) not in before for voiced in said
        )

    def _retract(self, text: Told) -> None:
        """A correction that gives no figure takes back what its voice said before."""
        taken = False
        voices = {text.origin, text.own_voice}
        for (voice, outcome), amounts in self._standing.items():
            if voice in voices and amounts:
                taken = True
                self._withdraw(amounts, f"withdrawn by {text.outlet}")
                self._standing[voice, outcome] = []
        if taken:
            line = f"{text.outlet} withdrew its report: {text.item.title}"
            self._log.append(LogLine(time=text.item.time, kind="retracted", text=line, claimant=text.outlet))
            self._notices.append(line)

    def _say(self, new: Amount, killed_rose: bool) -> bool:
        """Set one amount beside what its voice said before; True when it raised the number of killed."""
        standing = self._standing.setdefault((new.voice, new.outcome), [])
        near = [old for old in standing if compatible(old.group, new.group, self._camps) and not _beside(old, new)]
        if new.n is None:
            self._say_vague(new, near, standing)
            return False
        self._drop(
            [old for old in near if old.n is None], standing, State.SUPERSEDED, f"{new.name} gives a number since"
        )
        counted = [old for old in near if old.n is not None]
        same = [old for old in counted if not (coarser(old.group, new.group) or coarser(new.group, old.group))]
        old = same or counted
        total = _total(old)
        if not old or (not same and self._stands_beside(new, old, total)):
            standing.append(new)
            return False
        return self._compare(new, old, standing, total, killed_rose)

    def _compare(self, new: Amount, old: list[Amount], standing: list[Amount], total: int, killed_rose: bool) -> bool:
        """The figure of a group that has one already: the same, a newer one, or a contradiction."""
        number = new.n or 0
        cue = new.update or new.correction
        if number == total or (new.open and number < total and not cue):
            self._again(new, old, standing)
            return False
        moved = new.outcome is Outcome.WOUNDED and number < total and killed_rose
        if number > total or cue or moved:
            self._supersede(new, old, standing, total, moved)
            return new.outcome is Outcome.KILLED and number > total
        self._contradict(new, old, standing, total)
        return False

    def _say_vague(self, new: Amount, near: list[Amount], standing: list[Amount]) -> None:
        """Words say nothing new beside a number of the same voice."""
        if any(old.n is not None for old in near):
            for row in new.rows:
                self._mark(row, State.SUPERSEDED, f"{new.name} also gives a number")
            return
        self._drop(near, standing, State.SUPERSEDED, "said again, the newest copy is used")
        standing.append(new)

    @staticmethod
    def _stands_beside(new: Amount, old: list[Amount], total: int) -> bool:
        """A finer figure below a total, or a total above finer figures, contradicts nothing. An update is of what was
        said, however it names the victims."""
        number = new.n or 0
        if (new.update or new.correction) and len({one.group for one in old}) == 1:
            return False
        if all(coarser(new.group, one.group) for one in old):
            return number > total
        return number < total and not (new.update or new.correction)

    def _again(self, new: Amount, old: list[Amount], standing: list[Amount]) -> None:
        """The same figure, or one that agrees: one claim, its newest copy used, the finer grouping kept."""
        finer = [one for one in old if coarser(new.group, one.group)]
        agrees = new.n != _total(old)
        if finer or agrees:
            for one in old:
                standing[standing.index(one)] = replace(one, time=new.time)
            for row in new.rows:
                self._mark(row, State.SUPERSEDED, "agrees with what the same voice says in more detail")
            return
        self._drop(old, standing, State.SUPERSEDED, "said again, the newest copy is used")
        standing.append(new)

    def _supersede(self, new: Amount, old: list[Amount], standing: list[Amount], total: int, moved: bool) -> None:
        corrected = new.correction
        state = State.WITHDRAWN if corrected else State.SUPERSEDED
        why = "corrected" if corrected else "died of wounds since" if moved else "superseded"
        who = _corrector(new) if corrected else new.name
        self._drop(old, standing, state, f"{why}: {total} > {new.n} ({who})")
        groups = {one.group for one in old}
        # "The toll rises to 34" after "12 soldiers" is of the same men.
        kept = groups.pop() if len(groups) == 1 else new.group
        standing.append(replace(new, group=kept) if coarser(new.group, kept) else new)
        text = f"{total} > {new.n} {new.outcome.value} ({who})"
        self._log.append(
            LogLine(
                time=new.time,
                kind="corrected" if corrected else "superseded",
                text=text,
                outcome=new.outcome,
                old=total,
                new=new.n,
                claimant=new.name,
            )
        )
        if corrected:
            self._notices.append(f"correction: {text}")

    def _contradict(self, new: Amount, old: list[Amount], standing: list[Amount], total: int) -> None:
        # However often a voice contradicts itself, its highest figure and its newest one are what stands.
        top = max(old, key=lambda one: (one.n or 0, one.time))
        self._drop(
            [one for one in old if one is not top], standing, State.SUPERSEDED, f"{new.name} has said otherwise since"
        )
        standing.append(new)
        text = f"{new.outcome.value}: {new.name} said {total}, then {new.n} without saying why"
        self._contradictions.append(text)
        self._log.append(
            LogLine(
                time=new.time,
                kind="contradiction",
                text=text,
                outcome=new.outcome,
                old=total,
                new=new.n,
                claimant=new.name,
            )
        )

    def _withdraw(self, amounts: Iterable[Amount], reason: str) -> None:
        for amount in amounts:
            for row in amount.rows:
                self._mark(row, State.WITHDRAWN, reason)

    def _drop(self, old: Iterable[Amount], standing: list[Amount], state: State, reason: str) -> None:
        for amount in list(old):
            standing.remove(amount)
            for row in amount.rows:
                self._mark(row, state, reason)

    def _mark(self, row: str, state: State, reason: str) -> None:
        self._rows[row] = msgspec.structs.replace(self._rows[row], state=state, reason=reason)


def _corrector(new: Amount) -> str:
    """Who corrects: the outlet that prints it, and whose word it goes by where that is anybody's name."""
    return new.outlet if new.name == new.outlet or not is_name(new.name) else f"{new.outlet}, citing {new.name}"


def _beside(old: Amount, new: Amount) -> bool:
    """One text gives both, for different people. What it says again in another sentence is the same figure."""
    if old.item != new.item or old.n is None or new.n is None:
        return False
    return old.share or new.share or old.n != new.n or old.sentences == new.sentences


def _total(old: Iterable[Amount]) -> int:
    """People in what a voice says of several groups; of figures for one group the highest."""
    groups: dict[Group, int] = {}
    for one in old:
        groups[one.group] = max(groups.get(one.group, 0), one.n or 0)
    return sum(groups.values())
