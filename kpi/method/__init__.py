"""The progress method: arrays in, arrays out. No words, no database, no pages."""
