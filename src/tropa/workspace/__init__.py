"""The only place that wires everything: a folder is opened, and its parts know one another."""
