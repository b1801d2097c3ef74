"""Measures: one file each, its docstring the formula; folds over placed columns."""
