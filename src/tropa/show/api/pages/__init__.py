"""Pages: those drawn on the server, those of strangers, and the app."""
