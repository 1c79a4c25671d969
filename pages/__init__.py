"""The pages: one folder each. Pages know nothing of each other; what two of them need stands in `ui`."""
