"""The reference pages of the docs, made of the code itself."""
