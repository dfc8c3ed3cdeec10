"""Controls and small parts that every page shares, one per file."""
