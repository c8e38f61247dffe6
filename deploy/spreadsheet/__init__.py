"""The spreadsheet that an organisation has kept its cases in: its words, its lines, and how they are taken in."""
