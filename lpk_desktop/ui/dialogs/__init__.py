"""The few windows that stand apart from the main one."""
