"""Measurements, run as ``python -m benchmarks.NAME``; they print figures and decide nothing."""
