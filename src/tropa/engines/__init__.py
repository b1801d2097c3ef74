"""The ports' real implementations. SQL stands only here."""
