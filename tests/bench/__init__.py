"""How fast Lotse is, beside the same work done the usual nameko way; see README.md."""
