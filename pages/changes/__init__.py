"""Thay đổi: what changed of a unit since a day, an earlier snapshot or the last visit."""
