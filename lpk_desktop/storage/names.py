"""The files of a data folder, known without opening any of them."""

DATABASE = "lpk.db"
LOGS = (f"{DATABASE}-wal", f"{DATABASE}-shm")
"""Beside it while it is open, and after a crash."""
DEVICE = "device.json"
