"""What a reader who stands on a day sees: the one room where that is decided. Pages, briefings and the API ask it."""
