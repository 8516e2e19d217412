"""Where and when two parts happened: what agrees, and what cannot be one scene.

Invariant: symmetric, and what is not said agrees with everything.
"""

from __future__ import annotations

import math

from tui.ledger.happenings import WIDE
from tui.ledger.part import Part, Span, is_article
from tui.ledger.weights import evidence
from tui.model import Place

_EARTH_KM = 6371.0


def same_place(a: Part, b: Part) -> bool:
    return a.place is not None and b.place is not None and a.place.id == b.place.id and a.place.kind not in WIDE


def within(a: Part, b: Part) -> bool:
    """One scene contains the other."""
    return (a.place is not None and a.place.id in b.spots) or (b.place is not None and b.place.id in a.spots)


def in_country(a: Part, b: Part) -> bool:
    return a.place is not None and b.place is not None and "country" in (a.place.kind, b.place.kind)


def one_scene(a: Part, b: Part) -> bool:
    """One town, or a town and the region it lies in."""
    return same_place(a, b) or (within(a, b) and not in_country(a, b))


def places_apart(a: Part, b: Part) -> bool:
    """Two towns, too far from each other to be one scene."""
    if a.place is None or b.place is None or within(a, b):
        return False
    if a.place.kind in WIDE or b.place.kind in WIDE:
        return False
    return distance(a.place, b.place) > evidence().limits["near_km"]


def regions_apart(a: Part, b: Part) -> bool:
    """Two regions, or a town and a region that it is not known to lie in. Borders are not known, so it only weighs."""
    if a.place is None or b.place is None or within(a, b):
        return False
    if "country" in (a.place.kind, b.place.kind) or "region" not in (a.place.kind, b.place.kind):
        return False
    return distance(a.place, b.place) > evidence().limits["region_km"]


def scene(a: Part, b: Part) -> dict[str, float]:
    found: dict[str, float] = {}
    if same_place(a, b):
        found["place_same"] = evidence().narrow.get(a.place.kind, 0.0) if a.place is not None else 0.0
    elif a.place is not None and b.place is not None and within(a, b):
        found[_shared_scene(a.place, b.place)] = 1.0
    elif places_apart(a, b):
        found["place_other"] = 1.0
    elif regions_apart(a, b):
        found["region_other"] = 1.0
    elif a.scenes & b.scenes:
        found["country_same"] = 1.0
    elif a.scenes and b.scenes and not (a.scenes & b.named and b.scenes & a.named):
        # Of two countries that both name, either may have been taken for the scene.
        found["country_other"] = 1.0
    if a.named and b.named:
        found["named_same" if a.named & b.named else "named_other"] = 1.0
        found["named_each"] = float(bool(a.named - b.named and b.named - a.named))
    return found


def _shared_scene(a: Place, b: Place) -> str:
    """What it is called that one contains the other."""
    if "country" in (a.kind, b.kind):
        return "country_same"
    return "region_same" if a.id == b.id else "place_within"


def distance(a: Place, b: Place) -> float:
    """Great-circle distance in km."""
    lat, other = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((other - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(other) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def hours_apart(a: Part, b: Part) -> float | None:
    """Hours between two reports; where the feed gives no time, between the days of which they tell; None: unknown."""
    if a.dated and b.dated:
        return _gap((a.since, a.key[0]), (b.since, b.key[0]))
    return event_gap(a, b)


def days_apart(a: Part, b: Part) -> bool:
    """Each names its day and the days do not overlap. An article tells of several days: there it only weighs."""
    if a.happened is None or b.happened is None or (is_article(a) and is_article(b)):
        return False
    return max(a.happened[0], b.happened[0]) >= min(a.happened[1], b.happened[1])


def event_gap(a: Part, b: Part) -> float | None:
    """Hours between the spans in which the two happened; 0 when they touch, None when one is not said."""
    return None if a.happened is None or b.happened is None else _gap(a.happened, b.happened)


def _gap(a: Span, b: Span) -> float:
    """Hours between two spans, 0 when they touch."""
    return max(0.0, (max(a[0], b[0]) - min(a[1], b[1])).total_seconds() / 3600)
