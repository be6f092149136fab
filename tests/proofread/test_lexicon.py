"""The user's own word list: what it finds, what it allows, and what it refuses with a clear sentence."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import InputError, TooLargeError, UnreadableFileError
from summarizer.proofread import apply_fixes, load_lexicon, parse_lexicon, proofread
from summarizer.proofread.expressions import compile_expression

HOUSE = """
allow = ["老台帐"]
off = ["slogans", "filler"]

[[entry]]
word = "职工之家"
level = "error"
suggestion = "职工家园"
message = "本单位统一称“职工家园”（{}）。"

[[entry]]
pattern = '(深入|全面)贯彻.{0,6}精神'

[[entry]]
word = "大力"
level = "提示"
suggestion = ""
"""


def test_entries_find_and_mend() -> None:
    lexicon = parse_lexicon(HOUSE)
    text = "建设职工之家，深入贯彻会议精神，大力走访。"
    remarks = proofread(text, lexicon=lexicon)
    assert [(one.rule, one.level, one.text, one.suggestion) for one in remarks] == [
        ("user:1", "error", "职工之家", "职工家园"),
        ("user:2", "hint", "深入贯彻会议精神", None),
        ("user:3", "hint", "大力", ""),
    ]
    assert remarks[0].message == "本单位统一称“职工家园”（{}）。"
    assert apply_fixes(text, remarks, lexicon=lexicon) == "建设职工家园，深入贯彻会议精神，走访。"


def test_allowed_words_and_rules_switched_off_are_silent() -> None:
    lexicon = parse_lexicon(HOUSE)
    text = "清理老台帐。总而言之，新台帐要记。"
    assert [one.start for one in proofread(text, lexicon=lexicon)] == [text.rindex("帐")]
    assert len(proofread(text)) == 3


def test_an_allowed_word_is_not_mended() -> None:
    lexicon = parse_lexicon('allow = ["布署"]')
    assert apply_fixes("布署,工作", proofread("布署,工作", lexicon=lexicon), lexicon=lexicon) == "布署，工作"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_in_the_usual_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "词表.toml"
    path.write_bytes('[[entry]]\nword = "职工之家"\n'.encode(encoding))
    assert load_lexicon(path).entries[0].source == "职工之家"


def test_an_empty_file_is_an_empty_list() -> None:
    assert parse_lexicon("").entries == ()


UNUSABLE = {
    "no toml": ("[[entry]\nword=", "不是正确的 TOML（第1行附近）"),
    "unknown table": ("[[rule]]\nword='甲'", "没有“rule”这一项"),
    "unknown key": ("[[entry]]\nword='甲'\nwords='乙'", "词表第1条里没有“words”这一项"),
    "neither": ("[[entry]]\nlevel='hint'", "要有 word 或 pattern"),
    "both": ("[[entry]]\nword='甲'\npattern='乙'", "二者只写一个"),
    "empty word": ("[[entry]]\nword=' '", "word 应是一行文字"),
    "no text": ("[[entry]]\nword=3", "word 应是一行文字"),
    "level": ("[[entry]]\nword='甲'\nlevel='warn'", "level 只能是 error 或 hint"),
    "entry is no list": ("entry='甲'", "应写成 [[entry]]"),
    "allow is no list": ("allow='甲'", "allow 应写成"),
    "circle": ("[[entry]]\nword='甲'\nsuggestion='甲乙'", "又被“甲”判为要改"),
    "two-step circle": (
        "[[entry]]\nword='甲'\nsuggestion='乙'\n[[entry]]\nword='乙'\nsuggestion='甲'",
        "判为要改",
    ),
    "too many entries": ("[[entry]]\nword='甲'\n" * 501, "至多500条"),
    "too many patterns": ("[[entry]]\npattern='甲'\n" * 101, "pattern 至多100条"),
    "unknown rule": ("off=['slogan']", "不存在的规则“slogan”"),
    "too deep": ("a=" + "[" * 5000, "TOML"),
}


@pytest.mark.parametrize(("text", "sentence"), UNUSABLE.values(), ids=UNUSABLE)
def test_an_unusable_list_is_one_clear_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_lexicon(text)
    assert sentence in str(caught.value) or "套得太深" in str(caught.value)
    assert "\n" not in caught.value.sentence


def test_missing_and_oversized_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="找不到词表"):
        load_lexicon(tmp_path / "无.toml")
    with pytest.raises(UnreadableFileError, match="打不开词表"):
        load_lexicon(tmp_path)
    (tmp_path / "大.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(TooLargeError, match="太大"):
        load_lexicon(tmp_path / "大.toml")


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("(上|下)半年", "上半年", "上半年"),
        ("第[一二三]届", "第二届", "第二届"),
        ("十[^年]{0,3}大", "十九大", "十九大"),
        (r"\d{2,4}年", "2024年", "2024年"),
        ("工会(?!会员)", "工会工作", "工会"),
        ("(?<=全)年度?", "全年度", "年度"),
        ("^首先", "甲\n首先", "首先"),
        (r"3\.5", "3.5", "3.5"),
        ("[*+]号", "*号", "*号"),
        ("(?:甲|乙)?丙", "甲丙", "甲丙"),
    ],
)
def test_the_pattern_language_covers_what_lists_need(pattern: str, text: str, found: str) -> None:
    match = compile_expression(pattern).search(text)
    assert match is not None
    assert match.group() == found


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b", "甲*", "甲+", ".{0,31}", "(甲|乙){2,3}", "甲{3,2}", "甲{0,5}{0,5}", "(甲", "甲)", "[甲",
        "*", "甲{", "}", r"\1", r"\p", "\\", "(?P<甲>乙)", "(?i)甲", "(?#甲)", "甲?", ".?", "^", "", "(?!甲)",
        "(?<=甲|乙丙)丁", ".{0,30}.{0,30}甲", "(甲|乙)" * 9, "((((((((((甲))))))))))", "甲" * 201,
        "[^甲]", ".", "甲??", "[甲-乙]", "[[]", "[甲||乙]", "[甲--乙]",
    ],
)  # fmt: skip
def test_a_pattern_that_might_hang_or_is_wrong_is_refused(pattern: str) -> None:
    with pytest.raises(InputError, match="不能用"):
        compile_expression(pattern)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (".{0,19}.{0,19}乙", "甲" * 50_000),
        ("甲{0,15}甲{0,15}乙", "甲" * 50_000),
        ("甲?甲?甲?甲?甲?甲?甲?甲?乙", "甲" * 50_000),
        ("(甲|甲甲)(甲|甲甲)(甲|甲甲)(甲|甲甲)(甲|甲甲)乙", "甲" * 50_000),
    ],
)
def test_the_slowest_patterns_allowed_read_a_long_text(pattern: str, text: str) -> None:
    assert list(compile_expression(pattern).finditer(text)) == []


@given(
    st.text(alphabet="甲乙丙()[]{}|?*+.^$\\d,0123!=<:-", max_size=24),
    st.text(alphabet="甲乙丙1\n", max_size=40),
)
@settings(max_examples=500, deadline=None)
def test_any_pattern_is_refused_or_runs(pattern: str, text: str) -> None:
    try:
        expression = compile_expression(pattern)
    except InputError as error:
        assert error.sentence.endswith("。")  # noqa: PT017 - either outcome is right
        return
    assert expression.search("") is None
    assert all(match.end() >= match.start() for match in expression.finditer(text))


@given(st.text(max_size=120) | st.text(alphabet="[]entry=\"'甲word\n.", max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_file_is_refused_or_read(text: str) -> None:
    try:
        lexicon = parse_lexicon(text)
    except InputError:
        return
    assert proofread("甲", lexicon=lexicon) is not None
