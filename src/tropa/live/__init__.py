"""The loop: committed, identified, placed; due moments; compaction. It knows ports only."""
