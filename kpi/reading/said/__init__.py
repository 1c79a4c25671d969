"""What the pages of comparisons and of tasks say in words: the one place that says it, for pages and for the check."""
