"""Pictures: SVG, and PNG and PDF made from it, without a browser."""
