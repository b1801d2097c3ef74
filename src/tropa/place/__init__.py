"""Where everybody stands: events to touches, touches to moves, by the map's editions."""
