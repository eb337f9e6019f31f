"""Many runs: comparisons, their files and their reports."""
