"""What pages share about changes: the line for a first screen."""
