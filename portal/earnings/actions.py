"""The door of this app for the domains: what a sale earns, in the transaction of what happened to it."""

from portal.earnings.lines.actions import earn, expect, give_back, take_back

__all__ = ["earn", "expect", "give_back", "take_back"]
