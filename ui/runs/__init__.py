"""Runs of pages: the line that they stand in, and what is read ahead of the first."""
