"""What a map says, over HTTP."""
