"""What changed between two days, or between two snapshots: figures, verdicts, deadlines, reports, documents."""
