"""Who stands where now and what is to be done with them: cards, tasks, the unsorted."""
