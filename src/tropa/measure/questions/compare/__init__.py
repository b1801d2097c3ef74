"""One question asked of two sides, and which differences between them are real."""
