"""Editing a map's text: operations on its elements that keep every other byte."""
