"""Tổng quan: one province in one minute."""
