"""The HTTP API under /api/v1: one file per thing a client of it sees."""
