"""Questions no map has foreseen, asked of everybody's trails."""
