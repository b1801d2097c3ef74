"""Paths: what people did one after another."""
