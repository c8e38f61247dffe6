"""What the scheduling can be asked to tell: times, places, cases and codes; no person."""
