"""The proof that the fault suite can see: each guarantee is taken away, and the suite has to go red."""
