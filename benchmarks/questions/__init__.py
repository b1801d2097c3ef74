"""Ad-hoc questions of the same trails, ours and the rivals' in one run, with equal answers."""
