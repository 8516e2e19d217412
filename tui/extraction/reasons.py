"""Why a claim is not counted, in words, each said in one place.

Invariant: every refused claim's ``reason`` begins with one of these.
"""

from __future__ import annotations

NOT_CONFLICT = "not armed conflict"
UNARMED = f"{NOT_CONFLICT}: nothing in the text names arms or fighters"
SHOTS = "a shooting where no front is"
RESTATES = "said again in the same text; counted once"
CUMULATIVE = "running total, not one incident"
PERIOD = "sum over a period, not one incident"
BACKGROUND = "past event"
HYPOTHETICAL = "not said to have happened"
PLANNED = "planned, not said to have happened"
DENIED = "denied"
REJECTED = "called wrong in the same text"
WITHDRAWN = "taken back by its own source"
NONE_HURT = "nobody"
IMPLIED = "implied"
"""Stands for a narrower word where the class of the victims is that of the people attacked, not their own."""
SUPERSEDED = "another figure in the same text takes its place"
DIED_LATER = "counted among the dead"
OTHER_FIGURE = "another figure for people already counted"
WEAK = "the text says plainly what became of them"
SPELLED_OUT = "the figures that it is made up of are counted"
JOINT = "one number for two outcomes"
