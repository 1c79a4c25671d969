"""What is done in processes of their own, so that nobody else's clicks wait: briefings, files, queries of strangers."""
