"""The page script of an installed copy, in a folder of its own.

Streamlit takes every file of a folder `pages` beside the script for a page by itself; an address such as
/desk would then be answered by the bare module instead of the app.
"""
