"""Paper: frozen data in, PDF bytes out."""
