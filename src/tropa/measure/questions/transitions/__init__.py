"""Transitions: from what people go to what, how often and how fast."""
