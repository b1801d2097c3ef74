"""Segments of the map: who belongs, how that changes, who is in two, what sets two apart."""
