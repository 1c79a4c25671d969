"""Every part of the pages in every state, as one document: to look at, and for tests to photograph."""
