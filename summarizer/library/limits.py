"""What one import may cost: sizes, pages, archive depth and time."""

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Upper bounds of one import; whatever exceeds one is refused, never cut.

    Attributes:
        file_bytes: size of one file as given.
        unpacked_bytes: size of all an archive holds, unpacked; of an Office package never more than
            `text.packages.MOST_UNPACKED_BYTES`.
        zip_ratio: unpacked size over packed size of one entry.
        zip_depth: archives inside archives; 1 means an archive of plain files.
        zip_entries: files in one archive, nested ones included, and files in one folder.
        pages: pages of one PDF.
        chars: code points of the text of one file; cleaning takes some 20 s for as many on a slow computer.
        lines: its paragraphs that hold text.
        line_chars: code points of one paragraph; a whole summary pasted without line breaks has 30,000.
        load_s: seconds one file may take to be read.
        office_s: seconds LibreOffice may take to convert one file.
    """

    file_bytes: int = 50 * _MIB
    unpacked_bytes: int = 200 * _MIB
    zip_ratio: int = 150
    zip_depth: int = 3
    zip_entries: int = 2000
    pages: int = 500
    chars: int = 400_000
    lines: int = 6_000
    line_chars: int = 100_000
    load_s: float = 15.0
    office_s: float = 60.0


DEFAULT_LIMITS = Limits()
