"""What several pages show of tasks."""
