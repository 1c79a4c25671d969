"""Whether everything that is said is true: each sentence, card and slide held against the rows it speaks of."""
