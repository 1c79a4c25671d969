"""The command line: parses words, calls `etl` and `kpi`, prints. Nothing imports it but the entry points."""
