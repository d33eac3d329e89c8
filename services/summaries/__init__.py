"""What can be seen of many rows at once: DataFrames with documented columns, and rates that say
what they are made of. One file for each area, the same number of questions whatever the size."""
