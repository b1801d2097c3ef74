"""Every key a map may hold, its kind and its meaning; the reference page is made from these."""
