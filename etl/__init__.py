"""The way of the data: extract → check → load → derive → publish."""
