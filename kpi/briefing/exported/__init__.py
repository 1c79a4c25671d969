"""Numbers that went out in files: their keys, and what a key leads to today."""
