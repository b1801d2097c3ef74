"""Who comes in and what they may: accounts, sessions, rights, the guard."""
