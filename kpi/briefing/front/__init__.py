"""What stands first in a paper about a unit: the sentence on it, three bars, marks, published actuals, neighbours."""
