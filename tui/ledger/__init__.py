"""The ledger: claims to incidents, incidents to tallies.

Invariants: nothing is deleted, states change with a reason; figures are never summed within an incident across
outlets; what the ledger holds depends on what was reported and when, not on the order in which it arrived.
"""
