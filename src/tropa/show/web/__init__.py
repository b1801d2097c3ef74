"""The pages of the server: templates, style, script, fonts."""
