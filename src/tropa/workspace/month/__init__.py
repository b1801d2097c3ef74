"""A month looked back on: what is weak, what was decided, what came of it."""
