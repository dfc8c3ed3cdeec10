"""Exchange with the central API."""
