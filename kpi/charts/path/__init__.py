"""The chart of one indicator: target path, milestones and actuals."""
