"""Scenes as SVG, for files and for pictures that need no script."""
