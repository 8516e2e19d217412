"""The places of the world as far as news of conflict needs them, searched where they lie.

Invariants: the two tables are unpacked once, on first use, and kept as bytes with line offsets: 35,000 places take a
few megabytes and no object each. Lookups are by folded spelling (:func:`tui.extraction.keys.key`); what is found are
line numbers, and a :class:`~tui.model.Place` is made only for what is used. Data: GeoNames (CC BY 4.0) and our own
lists, see ``data/``.
"""

from __future__ import annotations

import gzip
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import takewhile

from tui.extraction.keys import key
from tui.extraction.memo import Memo
from tui.extraction.spelling import loose
from tui.model import Place

LONGEST = 6
"""Most words of a spelling."""
_DATA = files("tui.extraction") / "data"
_NONE: frozenset[str] = frozenset()
_LINE = re.compile(rb"\n")


class Gazetteer:
    """Places by spelling and by id."""

    def __init__(self) -> None:
        self._places, self._lines = _unpack("gazetteer.tsv.gz")
        self._names, self._offsets = _unpack("spellings.tsv.gz")
        self._weak = frozenset(_words("weak_places.txt"))
        self._shelf = lru_cache(maxsize=8_192)(self._find_shelf)
        self.numbers = Memo(self._numbers).__getitem__
        self.place = lru_cache(maxsize=4_096)(self._place)
        self.ours = lru_cache(maxsize=4_096)(self._ours)
        self.chief = lru_cache(maxsize=4_096)(self._chief)

    def _numbers(self, spelling: str) -> tuple[int, ...]:
        """Line numbers of the places with this folded spelling."""
        wanted = spelling.encode() + b"\t"
        return self._numbers_of(self._name(self._at(wanted)), wanted)

    @staticmethod
    def _numbers_of(line: bytes, wanted: bytes) -> tuple[int, ...]:
        """What a line tells of a spelling with the tab behind it, if it is that spelling's."""
        return tuple(map(int, line[len(wanted) :].split(b","))) if line.startswith(wanted) else ()

    def opening(self, word: str) -> tuple[tuple[int, ...], frozenset[str]]:
        """Line numbers of the places with this folded word as their spelling, and the second words of the longer
        spellings that begin with it.
        """
        # A tab sorts before a space: longer spellings stand right behind the word alone.
        alone, longer = f"{word}\t".encode(), f"{word} ".encode()
        at = self._at(alone)
        if at == len(self._offsets) or not self._names.startswith((alone, longer), self._offsets[at]):
            return (), _NONE  # as for most words
        numbers = self._numbers_of(self._name(at), alone)
        lines = map(self._name, range(at + bool(numbers), len(self._offsets)))
        more = takewhile(lambda line: line.startswith(longer), lines)
        return numbers, frozenset(line[len(longer) :].split(b"\t")[0].split()[0].decode() for line in more)

    def _place(self, number: int) -> Place:
        identity, name, country, lat, lon, kind, parents, population, _ = self._row(number)
        return Place(
            id=identity,
            name=name,
            country=country,
            lat=float(lat),
            lon=float(lon),
            kind=kind,
            parents=tuple(filter(None, parents.split(","))),
            population=int(population),
        )

    def _ours(self, number: int) -> bool:
        """A place of our own list of conflict areas."""
        return self._row(number)[8] == "1"

    def _chief(self, number: int) -> str:
        """The folded name that a place mostly goes by."""
        return key(self.place(number).name)

    def weak(self, spelling: str) -> bool:
        """The folded spelling is as often something else than a place."""
        return spelling in self._weak

    def similar(self, spelling: str) -> tuple[int, ...]:
        """Places whose transliteration may be meant by a spelling that is not listed."""
        return self.numbers("~" + loose(spelling))

    def by_id(self, identity: str) -> tuple[int, ...]:
        """The line number of the place with this id, or nothing."""
        at = self._places.find(f"\n{identity}\t".encode()) + 1
        if not at and not self._places.startswith(f"{identity}\t".encode()):
            return ()
        return (bisect_left(self._lines, at),)

    def find(self, name: str) -> tuple[Place, ...]:
        """All places of that name: those of conflict areas first, those whose chief name it is, then the most
        populous."""
        wanted = key(name)
        numbers = self.numbers(wanted) or self.similar(wanted)

        def rank(number: int) -> tuple[bool, bool, int]:
            place = self.place(number)
            return not self.ours(number), self.chief(number) != wanted, -place.population

        ranked = sorted(numbers, key=rank)
        return tuple(self.place(number) for number in ranked)

    def __iter__(self) -> Iterator[Place]:
        return (self.place(number) for number in range(len(self._lines)))

    def _row(self, number: int) -> list[str]:
        return _line(self._places, self._lines, number).decode().split("\t")

    def _name(self, number: int) -> bytes:
        return _line(self._names, self._offsets, number) if number < len(self._offsets) else b""

    def _at(self, wanted: bytes) -> int:
        """The first line that does not sort before ``wanted``, a spelling with the tab behind it.

        No more bytes of a line are compared than ``wanted`` has, so that no line is cut out to its end: a tab sorts
        before all that a spelling may hold, and thus settles the order before the line is over. The lines that begin
        with the same two bytes are found once.
        """
        return self._search(wanted, *self._shelf(wanted[:2]))

    def _find_shelf(self, prefix: bytes) -> tuple[int, int]:
        """The first line that begins with ``prefix`` or would stand behind, and the first behind all that do."""
        return self._search(prefix, 0, len(self._offsets)), self._search(prefix + b"\xff", 0, len(self._offsets))

    def _search(self, wanted: bytes, low: int, high: int) -> int:
        names, offsets, size = self._names, self._offsets, len(wanted)
        while low < high:
            middle = (low + high) >> 1
            start = offsets[middle]
            if names[start : start + size] < wanted:
                low = middle + 1
            else:
                high = middle
        return low


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The one gazetteer of the process, unpacked on first use."""
    return Gazetteer()


def _unpack(name: str) -> tuple[bytes, array[int]]:
    body = gzip.decompress((_DATA / name).read_bytes())
    starts = array("I", [0])
    starts.extend(match.end() for match in _LINE.finditer(body))
    starts.pop()
    return body, starts


def _line(body: bytes, starts: array[int], number: int) -> bytes:
    return body[starts[number] : body.index(b"\n", starts[number])]


def _words(name: str) -> list[str]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
