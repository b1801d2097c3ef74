"""A map being written: its draft and journal, publishing, comments, editions side by side."""
