"""What a chart draws, as typed marks with plain text: no library, no markup, no pixels of one output."""
