"""The warehouse, read-only: one snapshot, named queries by subject, the SQL sandbox. Decides nothing."""
