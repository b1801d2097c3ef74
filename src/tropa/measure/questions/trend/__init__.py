"""Trends: how many, how often, how much, period by period."""
