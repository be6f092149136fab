"""Blocks back as the text of a section, one line a paragraph: the reverse of `blocks.body_blocks`."""

from collections.abc import Iterable, Iterator

from summarizer.export.blocks import Block, SignOff, Table, Title


def text_of_blocks(blocks: Iterable[Block]) -> str:
    """The lines of all headings, paragraphs and tables in `blocks`, joined by newlines.

    Tables are pipe tables with a rule below the header. Titles and sign-offs are no text of a section.
    """
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Title() | SignOff():
            return
        case Table(caption=caption, rows=rows):
            if caption:
                yield caption
            header, *others = map(_row, rows)
            yield header
            yield "|" + "---|" * len(rows[0])
            yield from others
        case _:
            yield block.text


def _row(cells: Iterable[str]) -> str:
    written = (cell.replace("|", "\\|") for cell in cells)
    # A backslash at a cell's end must not escape its border.
    return "|" + "|".join(f"{cell} " if cell.endswith("\\") else cell for cell in written) + "|"
