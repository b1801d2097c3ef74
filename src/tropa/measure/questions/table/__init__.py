"""Breakdown tables: the values of a property or two, and what stands behind each."""
