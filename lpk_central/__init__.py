"""Reference of the central API."""
