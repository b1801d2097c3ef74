"""Names to persons: links that can be undone, decided the same whatever came first."""
