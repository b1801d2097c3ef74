"""Requests and files become events: cleaned by a visible list of steps, or refused."""
