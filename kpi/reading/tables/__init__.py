"""Comparisons as files hold them: tables of ids, names, numbers and days."""
