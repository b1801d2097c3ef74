"""Ad-hoc questions of a workspace: asked, kept, pinned to a map."""
