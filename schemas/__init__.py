"""What may exist: papers, mentions, claims, nodes, edges, identifiers, and what is derived from them."""
