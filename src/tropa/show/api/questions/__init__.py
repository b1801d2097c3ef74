"""Questions, pins and what a month says, over HTTP."""
