"""History, maps and the lock in a plain folder."""
