"""What the scheduling accepts from the wire."""
