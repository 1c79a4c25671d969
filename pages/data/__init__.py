"""Số liệu: the state of the data, files, SQL."""
