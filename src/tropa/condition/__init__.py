"""The small language of conditions: read, checked, said in words, run over columns."""
