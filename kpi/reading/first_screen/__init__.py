"""What the first screen of a unit says, made by rule from rows: the whole, three bars, questions, where it stands."""
