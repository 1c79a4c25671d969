"""Tasks as more than one page shows them."""
