"""The frame around the pages: sidebar, corner, palette, strip."""
