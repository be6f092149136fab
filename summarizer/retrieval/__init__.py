"""Finding passages: words and meanings of a query in, ranked passages of different samples out."""
