"""Trails on disk and in memory: base and tail, property columns, placed columns, merging."""
