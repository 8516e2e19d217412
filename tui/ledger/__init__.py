"""Claims to incidents and tallies."""
