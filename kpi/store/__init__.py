"""The warehouse, read-only: one snapshot, named queries by subject. Decides nothing."""
