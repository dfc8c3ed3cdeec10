"""Hari ini, the page that answers what must be done now."""
