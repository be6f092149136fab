"""Writers of sections: the offline composer, and later language models."""
