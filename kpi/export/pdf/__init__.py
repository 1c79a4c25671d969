"""PDF files, set by Typst."""
