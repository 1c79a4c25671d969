"""Chỉ tiêu: one indicator of one province against its target path."""
