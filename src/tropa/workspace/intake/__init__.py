"""How events and costs come in, and which: files, by hand, failed, the plan of events."""
