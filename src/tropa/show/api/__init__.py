"""The server: the collector of events, answers as JSON, pages for people."""
