"""Attribution: how conversions are shared among the touches before them; one model a file."""
