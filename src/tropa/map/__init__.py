"""The map document: read, checked, compared, written; templates to start from."""
