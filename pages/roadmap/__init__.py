"""Lộ trình: every year of every plan."""
