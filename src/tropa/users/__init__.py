"""People who use the product: who they are, how they come in, what each of them may do."""
