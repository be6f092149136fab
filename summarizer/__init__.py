"""据实: work summaries whose every figure is proven to come from the facts."""
