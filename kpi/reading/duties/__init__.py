"""Who has what to report, by the words of the documents."""
