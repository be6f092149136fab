"""Pure functions on Chinese text: quantities, dates, names, numbering, sentences. No I/O, no state."""
