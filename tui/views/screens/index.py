"""Every screen by the name that opens it, and every binding for the help."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from tui.views.keys import EVERYWHERE, FRONTS, INCIDENTS, MOVES, SIDEWAYS
from tui.views.screens.base import BoardScreen
from tui.views.screens.charts import ChartsScreen
from tui.views.screens.choice import ChoiceScreen
from tui.views.screens.desk import DeskScreen
from tui.views.screens.evidence import EvidenceScreen
from tui.views.screens.help import HelpScreen
from tui.views.screens.ledger import LedgerScreen
from tui.views.screens.map import MapScreen
from tui.views.screens.pressure import PressureScreen
from tui.views.screens.report import ReportScreen
from tui.views.screens.sources import SourcesScreen
from tui.views.screens.wall import WallScreen
from tui.views.widgets.filter_bar import FilterInput

SCREENS: dict[str, type[BoardScreen]] = {
    screen.NAME: screen
    for screen in (WallScreen, DeskScreen, LedgerScreen, PressureScreen, ChartsScreen, MapScreen, SourcesScreen)
}


def help_groups() -> list[tuple[str, list[Binding]]]:
    """Every binding of every screen; what several screens share is told once, under what it is for."""
    shared: dict[str, Iterable[BindingType]] = {
        "Everywhere": EVERYWHERE,
        "Moving": (*MOVES, *SIDEWAYS),
        "Fronts and incidents": (*FRONTS, *INCIDENTS),
    }
    screens: tuple[type[BoardScreen], ...] = (*SCREENS.values(), EvidenceScreen, ReportScreen, HelpScreen)
    groups = [(title, _bindings(bindings)) for title, bindings in shared.items()]
    told = {binding.id for _, bindings in groups for binding in bindings}
    own_keys = [(screen.NAME, screen.BINDINGS) for screen in screens]
    own_keys += [("a list to choose from", ChoiceScreen.BINDINGS), ("filter line", FilterInput.BINDINGS)]
    for name, bindings in own_keys:
        own = [binding for binding in _bindings(bindings) if binding.id not in told]
        if own:
            groups.append((f"In: {name}", own))
    return groups


def _bindings(bindings: Iterable[BindingType]) -> list[Binding]:
    return [binding for binding in bindings if isinstance(binding, Binding)]
