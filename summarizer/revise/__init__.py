"""What becomes of a text a person owns: proposals beside it, sentences added to it."""
