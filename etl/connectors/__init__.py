"""Actuals that come by themselves: what a connector fetches, keeps, checks and hands on as rows of `data/`."""
