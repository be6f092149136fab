"""Export: CPU time of 10,000 字 as an official .docx, and its ratio to the same text by plain python-docx."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO

import docx

from summarizer.export import Format, export_markdown_text, read_official_markdown
from summarizer.export.blocks import Block, Heading, Paragraph, SignOff, Title
from summarizer.export.docx import write_docx
from summarizer.text.characters import count_chars

WANTED_CHARS = 10_000
REPEATS = 9
SENTENCES = (
    "召开职工代表大会2次，审议通过《考勤管理办法》等制度5项，征集提案46件，立案38件，办结37件，办结率97.4%。"
    "坚持“件件有回音”，对食堂、停车、托管等集中反映的问题由分管领导包案，平均答复时间由12.5天缩短到8.3天。"
    "以“安全正点、服务满意”为主题开展劳动和技能竞赛9项，参赛1460人次，评出技术能手31名。"
)


def blocks_of_length(chars: int) -> list[Block]:
    """A summary of at least `chars` 字: title, headings of two levels, paragraphs, sign-off."""
    blocks: list[Block] = [Title(text="××市总工会2024年工作总结")]
    written = 0
    for number in range(1, 999):
        blocks += [Heading(level=2, text=f"（{number}）主要工作"), *[Paragraph(text=SENTENCES)] * 3]
        written += 3 * count_chars(SENTENCES)
        if written >= chars:
            break
    return [*blocks, SignOff(signed="××市总工会", date="2025年1月8日")]


def write_plainly(blocks: Sequence[Block]) -> bytes:
    """The same paragraphs by python-docx alone, in its own styles and on its own page."""
    document = docx.Document()
    for block in blocks:
        match block:
            case Title(text=text):
                document.add_paragraph(text, style="Title")
            case Heading(level=level, text=text):
                document.add_paragraph(text, style=f"Heading {level}")
            case Paragraph(text=text):
                document.add_paragraph(text)
            case SignOff(signed=signed, date=date):
                document.add_paragraph(signed)
                document.add_paragraph(date)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def best_s(action: Callable[[], object]) -> float:
    """CPU seconds of the fastest of `REPEATS` runs: the one least disturbed by others."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    blocks = blocks_of_length(WANTED_CHARS)
    texts = [block.text for block in blocks if isinstance(block, Title | Heading | Paragraph)]
    markdown = "\n\n".join(texts)
    plain_s = best_s(partial(write_plainly, blocks))
    rows = {
        "python-docx, no layout": plain_s,
        "ours, blocks to .docx": best_s(partial(write_docx, blocks)),
        "ours, text to .docx": best_s(partial(export_markdown_text, markdown, format=Format.DOCX)),
        "ours, reading alone": best_s(partial(read_official_markdown, markdown)),
    }
    print(f"{sum(map(count_chars, texts)):,} 字, {len(blocks)} blocks; CPU time, best of {REPEATS}")
    print(f"{'':<24}{'ms':>8}{'ratio':>8}")
    for name, cpu_s in rows.items():
        print(f"{name:<24}{cpu_s * 1000:>8.1f}{cpu_s / plain_s:>8.2f}")


if __name__ == "__main__":
    main()
