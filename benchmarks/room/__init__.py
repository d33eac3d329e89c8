"""The pieces of `benchmarks.live`: a house of its own, and who sits in front of its screens."""
