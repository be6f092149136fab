"""The sample library: files of any origin in, clean articles in sections out, with every change on record.

Bytes go down this road, each step a pure function:
`loaders` (a file's paragraphs) → `clean` (edits that can be put back) → `split` (articles) → `report`.
"""
