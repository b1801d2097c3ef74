"""Distributions: how amounts, numbers of events and waits are spread."""
