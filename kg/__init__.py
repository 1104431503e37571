"""Turn titles and abstracts into a graph of papers and what they name, and answer from it."""
