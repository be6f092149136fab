import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.export.blocks import Block, Heading, Paragraph, SignOff, Table, Title, body_blocks
from summarizer.export.section_text import text_of_blocks


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ((), ""),
        ((Heading(level=2, text="（一）制度"), Paragraph(text="办结37件。")), "（一）制度\n办结37件。"),
        (
            (Table(caption="表1 慰问", rows=(("时间", "户|数"), ("1月", ""))),),
            "表1 慰问\n|时间|户\\|数|\n|---|---|\n|1月||",
        ),
        ((Table(caption="", rows=(("甲",),)),), "|甲|\n|---|"),
        ((Table(caption="", rows=(("甲\\", "乙"),)),), "|甲\\ |乙|\n|---|---|"),
        ((Title(text="总结"), Paragraph(text="甲。"), SignOff(signed="乙", date="")), "甲。"),
    ],
)
def test_blocks_become_the_lines_they_came_from(blocks: tuple[Block, ...], text: str) -> None:
    assert text_of_blocks(blocks) == text


@given(
    st.lists(
        st.text(alphabet="甲乙1.、（）一|-\\:表 2年，。", min_size=1, max_size=16), min_size=1, max_size=8
    )
)
def test_the_text_of_blocks_makes_the_same_blocks_again(lines: list[str]) -> None:
    blocks = body_blocks("\n".join(lines))

    assert body_blocks(text_of_blocks(blocks)) == blocks
