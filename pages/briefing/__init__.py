"""Bản tin: slides, papers and sheets for a meeting."""
