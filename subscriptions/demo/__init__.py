"""Demonstration: plans, an agent's portfolio with people in each state, subscriptions old and new."""

from subscriptions.demo.people import add_portfolio

STEPS = ((48, add_portfolio),)
