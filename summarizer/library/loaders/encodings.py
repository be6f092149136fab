"""Bytes of a text file to characters: mark, UTF-8, GB18030; UTF-16 and Big5 when they read far better."""

import codecs
import re
from typing import Final

from summarizer.errors import UnreadableFileError
from summarizer.text.decoding import BYTE_ORDER_MARKS

_TRUNCATED_TAIL = 3
_SAMPLE_BYTES: Final = 65536
# What such texts consist of, simplified and traditional; in bytes read with a wrong codec it is rare.
_COMMON: Final = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多"
    "定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由"
    "其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意"
    "建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统"
    "接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导"
    "器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示"
    "议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布"
    "复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选"
    "标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
    "職會員總結對業進學關習慰問難補貼動競賽講開辦電實際題國發經費標準組織維權護聯務體環設計導領爭創優獎勵調處團隊為與時來這個們"
    "，。、；：（）“”《》0123456789 \n\r\t-.%"
)
_LEAD = 1.6
_FLOOR = 0.3
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_GUESSED: Final = "编码是根据内容推断的（{}），如有乱码，请换一种编码重新导入。"
_MIXED: Final = "文件里混有 UTF-8 和 GBK 两种编码，已按行分别识别，请核对。"
_CUT: Final = "文件末尾有半个字符，可能没有保存完整。"


def decode(content: bytes, *, encoding: str = "") -> tuple[str, str, tuple[str, ...]]:
    """The text of `content`, the codec used and notes for the user.

    Args:
        content: the bytes of a text file.
        encoding: a codec the user chose (`big5` …), "" to find it out.

    Raises:
        UnreadableFileError: not a text file, or not in the codec chosen.
    """
    if encoding:
        return _chosen(content, encoding)
    for mark, codec in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _marked(content, codec)
    try:
        text = content.decode("utf-8")
        if "\0" not in text:
            return text, "utf-8", ()
    except UnicodeDecodeError as error:
        if error.start >= len(content) - _TRUNCATED_TAIL and error.start:
            return content[: error.start].decode("utf-8"), "utf-8", (_CUT,)
    return _legible(*_guess(content))


def _chosen(content: bytes, encoding: str) -> tuple[str, str, tuple[str, ...]]:
    try:
        return content.decode(encoding), codecs.lookup(encoding).name, ()
    except (UnicodeDecodeError, LookupError) as error:
        message = f"按“{encoding}”编码无法读取这个文件"
        raise UnreadableFileError(message, hint="请换一种编码，或选择自动识别。") from error


def _marked(content: bytes, codec: str) -> tuple[str, str, tuple[str, ...]]:
    try:
        return content.decode(codec), codec, ()
    except UnicodeDecodeError:
        text = content.decode(codec, errors="replace")
        notes = (_CUT,) if text.endswith("\ufffd") and text.count("\ufffd") == 1 else (_MIXED,)
        return _legible(text.removesuffix("\ufffd"), codec, notes)


def _guess(content: bytes) -> tuple[str, str, tuple[str, ...]]:
    """GB18030 unless another legacy codec reads much better."""
    sample = content[:_SAMPLE_BYTES]
    scores = {codec: _plausibility(sample, codec) for codec in ("gb18030", "big5", "utf-16-le", "utf-16-be")}
    rival = max(("big5", "utf-16-le", "utf-16-be"), key=scores.__getitem__)
    if scores[rival] > _FLOOR and scores[rival] > _LEAD * scores["gb18030"]:
        even = content if rival == "big5" or len(content) % 2 == 0 else content[:-1]
        return even.decode(rival, errors="replace"), rival, (_GUESSED.format(rival.upper()),)
    if any(_is_utf8(line) for line in content.split(b"\n")):
        return _by_line(content), "utf-8+gb18030", (_MIXED,)
    try:
        return content.decode("gb18030"), "gb18030", ()
    except UnicodeDecodeError as error:
        if error.start >= len(content) - _TRUNCATED_TAIL and error.start:
            return content[: error.start].decode("gb18030"), "gb18030", (_CUT,)
    return _by_line(content), "utf-8+gb18030", (_MIXED,)


def _plausibility(sample: bytes, codec: str) -> float:
    """The share of everyday characters in `sample` read with `codec`, 0 to 1."""
    text = sample.decode(codec, errors="replace")
    return sum(char in _COMMON for char in text) / len(text) if text else 0.0


def _is_utf8(line: bytes) -> bool:
    """Whether a line is UTF-8 beyond chance: GBK hardly ever forms the three bytes of an ideograph."""
    try:
        return sum(char >= "\u0800" for char in line.decode("utf-8")) >= 2
    except UnicodeDecodeError:
        return False


def _by_line(content: bytes) -> str:
    return "\n".join(_either(line) for line in content.split(b"\n"))


def _either(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("gb18030", errors="replace")


def _legible(text: str, codec: str, notes: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    odd = len(_CONTROL.findall(text)) + text.count("\ufffd")
    if odd * 10 > len(text):
        message = "这不是文本文件，或者文件已经损坏"
        raise UnreadableFileError(message, hint="请选择 Word、PDF、网页或文本文件。")
    return text, codec, notes
