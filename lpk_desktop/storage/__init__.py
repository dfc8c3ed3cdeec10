"""The encrypted file: the only place with an engine, PRAGMA or DDL."""
