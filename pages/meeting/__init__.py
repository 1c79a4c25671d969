"""Họp: one chart at a time over the whole screen."""
