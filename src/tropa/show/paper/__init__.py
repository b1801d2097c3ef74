"""The map as documents that are read without the product: Markdown and one page of HTML."""
