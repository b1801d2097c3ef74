"""What makes a map good: numbered rules, each with a bad and a good map to learn from."""
