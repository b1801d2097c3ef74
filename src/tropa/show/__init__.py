"""What people see: the picture of the map, commands, pages and exports."""
