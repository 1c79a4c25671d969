"""So sánh: provinces side by side."""
