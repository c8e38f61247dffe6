"""What the scheduling can be asked to do: find, may they, do, save-and-say, return the id."""
