"""Fetch and parse: the only rooms that know HTTP and feed formats."""
