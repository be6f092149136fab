"""Speed and quality of the parts, each printed as a table; none of it runs in the tests but the dirty set."""
