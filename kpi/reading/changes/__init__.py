"""What changed between two days, or between two snapshots: actuals, verdicts, deadlines, reports, documents."""
