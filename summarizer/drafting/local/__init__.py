"""A language model on the user's own computer: a child process that serves a GGUF file on loopback."""
