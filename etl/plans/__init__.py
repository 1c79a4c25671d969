"""Reading plans: headings, bullets and numbers of a text, and the proof that the rows say all of it."""
