"""Briefings and their files, made in a process of their own so that nobody else's clicks wait for them."""
