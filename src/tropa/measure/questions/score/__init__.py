"""Lead score: how well people fit, how engaged they are, and whether that foretells wins."""
