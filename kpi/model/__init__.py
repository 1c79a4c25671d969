"""The vocabulary: enums, row models, records, the clock. Imports nothing of the product."""
