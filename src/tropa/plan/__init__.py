"""What a map expects of people: walks drawn from it, and the same walks reckoned exactly."""
