"""Sections of a map's numbers beyond its stages, each asked for by name."""
