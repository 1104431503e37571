"""Put a graph into a store or a file."""
