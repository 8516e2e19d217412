"""sources.toml -> Config; every error names file, table, key, what was found and what was expected."""

from tui.config.advice import describe, warnings
from tui.config.errors import ConfigError, Problem
from tui.config.loader import builtin_actors, builtin_path, candidates, load
from tui.config.values import Config, Settings

__all__ = [
    "Config",
    "ConfigError",
    "Problem",
    "Settings",
    "builtin_actors",
    "builtin_path",
    "candidates",
    "describe",
    "load",
    "warnings",
]
