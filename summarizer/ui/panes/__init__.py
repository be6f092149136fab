"""The three columns of the workbench, and the fields two pages share."""
