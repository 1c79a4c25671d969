"""Workbooks, and tables as CSV, XLSX and Parquet."""
