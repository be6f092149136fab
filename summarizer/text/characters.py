"""Character classes: width, the 字数 Word would show, and lines pasted from other programs."""

import re
import unicodedata

# Letters, digits and the signs that stand inside numbers and addresses. Clause marks （，；：！？）
# stay full-width, so that sentence rules see the text as it was typed.
_FULL_WIDTH = "".join(
    chr(code) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
)
_FULL_WIDTH_SIGNS = "％＋－．／＝＃＆＊＠＿＄＜＞"
_WIDTH_TABLE: dict[int, str] = {
    ord(char): chr(ord(char) - 0xFEE0) for char in _FULL_WIDTH + _FULL_WIDTH_SIGNS
} | {0x3000: " ", 0xFFE5: "¥"}

# Word counts as one 字 each: ideographs, kana, bopomofo, hangul, CJK and full-width marks, and the marks
# shared with Latin fonts that a Chinese font draws full-width (“”‘’—…·).
_EAST_ASIAN = (
    "\u2e80-\u2fff\u3001-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff“”‘’—…·×①-⒛"
)
_COUNTED = re.compile(rf"[{_EAST_ASIAN}]|[^\s{_EAST_ASIAN}]+")

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_SPACES = re.compile(r"\s+")
_EMOJI_JOINERS = "\u200d\ufe0e\ufe0f"


def normalize_width(text: str) -> str:
    """`text` with full-width letters, digits and number signs made half-width; same length.

    Full-width clause marks and brackets （，；：！？（）） are left alone. The ideographic space
    becomes a plain one, ￥ becomes ¥.
    """
    return text.translate(_WIDTH_TABLE)


def count_chars(text: str) -> int:
    """The number of 字 in `text` as Word's 字数统计 shows it under 字数.

    One for every ideograph and every full-width mark, letter or digit; one for every unbroken run
    of anything else (`2024`, `3.5%`, `GB/T`, an emoji). Spaces and invisible characters count nothing.
    """
    return sum(1 for _ in _COUNTED.finditer(_INVISIBLE.sub("", text)))


def clean_line(text: str) -> str:
    r"""`text` as one clean line, as if it had been typed and not pasted.

    Tabs, line breaks, no-break and ideographic spaces become one plain space, runs of spaces too,
    and the ends are trimmed. Control characters, soft hyphens, zero-width and direction marks, byte
    order marks and lone surrogates disappear. Variation selectors and joiners stay where they shape
    an emoji (❤️, 👩‍🏫) and go everywhere else.
    """
    return _SPACES.sub(" ", _INVISIBLE.sub(_kept_joiner, text)).strip()


def _kept_joiner(match: re.Match[str]) -> str:
    char, text, before = match.group(), match.string, match.start() - 1
    while before >= 0 and match.start() - before < 3 and text[before] in _EMOJI_JOINERS:
        before -= 1
    shapes_emoji = char in _EMOJI_JOINERS and before >= 0 and _is_emoji(text[before])
    return char if shapes_emoji else ""


def _is_emoji(char: str) -> bool:
    return unicodedata.category(char) in {"So", "Sk"} and char > "\u2000"
