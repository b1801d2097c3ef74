"""What comes in, over HTTP: the collector, files, failed events, the plan of events."""
