"""The charts of the tasks."""
