"""Make the vectors of words that `kg.related` ships."""
