"""Briefings: what goes into one, in which order, and the numbers that it stands on; no Streamlit, no file formats."""
