"""People: their story, what is known of them, notes, merges, erasing."""
