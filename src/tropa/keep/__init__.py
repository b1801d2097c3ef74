"""What is kept and how: ports of the ledger, the history and the maps, and their formats."""
