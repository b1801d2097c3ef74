"""A map being written, over HTTP."""
