"""How conversions are shared among what people were touched by before them."""
