"""What a message to a person is, to whom it goes, and what it tells of an appointment."""
