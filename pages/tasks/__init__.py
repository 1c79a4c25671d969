"""Nhiệm vụ: tasks, their deadlines and who leads them."""
