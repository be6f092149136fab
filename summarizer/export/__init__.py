"""Official .docx per GB/T 9704-2012, Markdown and plain text."""
