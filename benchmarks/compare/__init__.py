"""The side-by-side comparisons behind benchmarks/run. Standard library only."""
