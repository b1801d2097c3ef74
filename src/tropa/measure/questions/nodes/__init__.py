"""Trails as chains of nodes: what paths and transitions are counted on."""
