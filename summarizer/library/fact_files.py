"""Files people keep their facts in (.xlsx .docx .txt and what else can be read) as pasted lines."""

from summarizer.library.limits import DEFAULT_LIMITS, Limits
from summarizer.library.loaders import load
from summarizer.library.loaders.archive import too_large
from summarizer.library.workbook import is_workbook, read_workbook


def read_fact_lines(content: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """The lines of a file as if they had been pasted; the cells of a table row are joined by tabs.

    Raises:
        UnreadableFileError: empty, encrypted, damaged, scanned, or of a kind that holds no text.
        TooLargeError: beyond a limit.
        InputError: a zip archive, which is many files.
    """
    if len(content) > limits.file_bytes:
        raise too_large(name, limits)
    if is_workbook(content):
        return "\n".join(read_workbook(content, limits=limits))
    return load(content, name, limits=limits).text
