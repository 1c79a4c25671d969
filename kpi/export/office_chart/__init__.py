"""Native Office charts, the same XML part for PowerPoint and Word."""
