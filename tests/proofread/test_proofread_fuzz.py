"""Any input at all: no exception, spans that hold what they say, and mending comes to an end."""

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.proofread import apply_fixes, proofread

MARKS = "，。、；：！？“”‘’（）《》〈〉【】〔〕—…～-,.;:!?()\"'[]1２〇一三的在年月日%％"
WORDS = """首先 其次 最后 不仅 而且 一、 （一） 1. 第一 附件： 2026年 二零二六年 七、八个 10几次
国发[2026]5号 等 …… 工作工作"""
PIECES = st.sampled_from(
    [*MARKS, *WORDS.split(), "\n", "\t", "\r", "\u200b", "🎉", "---\n", "`", "{topic=", "http://"]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_any_text_is_proofread_soundly(text: str) -> None:
    remarks = proofread(text)
    assert [(one.start, one.end) for one in remarks] == sorted((one.start, one.end) for one in remarks)
    for one in remarks:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert one.message
        assert not one.fixable or one.suggestion is not None


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_a_mended_text_has_nothing_left_to_mend(text: str) -> None:
    mended = apply_fixes(text, proofread(text))
    assert not any(one.fixable for one in proofread(mended))
