"""Whether everything stays as quick when a node has grown a hundred times."""
