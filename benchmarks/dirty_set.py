"""Builds tests/fixtures/dirty: clean samples spoiled in known ways, with gold that says what is genuine.

python -m benchmarks.dirty_set        writes the files anew; the same seed gives the same files
"""

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.dirty_pools import (
    ADVERTISEMENT,
    ADVERTISEMENT_HELD,
    DEV,
    ENGLISH,
    FILLER,
    FRESH,
    HELD,
    TUTORIAL,
    TUTORIAL_HELD,
    Pool,
)
from summarizer.text.numbering import to_chinese

ROOT = Path(__file__).parents[1]
OUT = ROOT / "tests" / "fixtures" / "dirty"
_SEED = 20240308
_PINYIN = {
    "会": "huì", "动": "dòng", "业": "yè", "员": "yuán", "关": "guān", "职": "zhí", "组": "zǔ", "开": "kāi",
    "个": "gè", "时": "shí", "发": "fā", "学": "xué", "对": "duì", "问": "wèn", "实": "shí", "进": "jìn",
}  # fmt: skip
_STYLES: dict[str, tuple[Callable[[int], str], ...]] = {
    "standard": (lambda n: f"{to_chinese(n)}、", lambda n: f"（{to_chinese(n)}）", lambda n: f"{n}."),
    "half": (lambda n: f"{to_chinese(n)}、", lambda n: f"({to_chinese(n)})", lambda n: f"{n}、"),
    "mixed": (lambda n: f"{to_chinese(n)}、", lambda n: f"{n}、", lambda n: f"({n})"),
    "dots": (lambda n: f"{to_chinese(n)}、", lambda n: f"{n}.", lambda n: f"（{n}）"),
}


@dataclass(slots=True)
class Part:
    """One section of a clean text: level, heading, paragraphs."""

    level: int
    heading: str
    paragraphs: list[str]


@dataclass(slots=True)
class Page:
    """A text while it is being spoiled.

    Attributes:
        lines: what the file will hold.
        gold: the articles a good import gives.
        injected: strings that must not survive in any article unless flagged.
        losses: (what stood there, what is left) where a character was taken away.
        kinds: names of the ways it was spoiled.
    """

    lines: list[str]
    gold: list[dict[str, Any]]
    injected: list[str] = field(default_factory=list)
    losses: list[tuple[str, str]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    encoding: str = "utf-8"


def read_sample(path: Path) -> tuple[str, list[Part]]:
    """Title and sections of a bundled sample; the overview has level 0."""
    text = path.read_text(encoding="utf-8")
    title = re.search(r"^title: (.+)$", text, re.M)
    parts: list[Part] = []
    for line in text.split("---\n", 2)[2].splitlines():
        heading = re.match(r"(#{2,4}) (.+?)(?: \{.*\})?$", line)
        if heading:
            overview = heading[2] == "前言"
            parts.append(Part(0 if overview else len(heading[1]) - 1, "" if overview else heading[2], []))
        elif line.strip():
            parts[-1].paragraphs.append(line.strip())
    return (title[1] if title else ""), parts


def shorten(parts: list[Part], rng: random.Random, *, sections: int = 5) -> list[Part]:
    """The overview, some sections with their subsections, two paragraphs each at most."""
    tops = [index for index, part in enumerate(parts) if part.level == 1]
    deep = [index for index in tops if index + 1 < len(parts) and parts[index + 1].level == 2]
    chosen = set(deep) | set(rng.sample(tops, min(sections, len(tops))))
    kept, keep = [], True
    for index, part in enumerate(parts):
        if part.level <= 1:
            keep = part.level == 0 or index in chosen
        if keep:
            kept.append(Part(part.level, part.heading, part.paragraphs[:2]))
    return kept


def lay_out(title: str, parts: list[Part], style: str = "standard", *, titled: bool = True) -> Page:
    """The clean page and its gold."""
    marks, counts, lines = _STYLES[style], [0, 0, 0, 0], [title] if titled else []
    sections = []
    for part in parts:
        if part.level:
            counts[part.level] += 1
            counts[part.level + 1 :] = [0] * (3 - part.level)
            lines.append(marks[part.level - 1](counts[part.level]) + part.heading)
        lines += part.paragraphs
        sections.append(
            {"heading": part.heading, "level": max(1, part.level), "text": "\n".join(part.paragraphs)}
        )
    return Page(lines=lines, gold=[{"title": title, "sections": sections}])


def is_prose(line: str) -> bool:
    """Whether a line is a paragraph and not a heading."""
    return line.endswith("。") and len(line) > 60


def prose(page: Page) -> list[int]:
    """The places of paragraphs among the lines."""
    return [index for index, line in enumerate(page.lines) if is_prose(line)]


def rewrite(page: Page, change: Callable[[str], str]) -> None:
    """Changes genuine text in the lines and the gold alike."""
    page.lines = [change(line) for line in page.lines]
    for article in page.gold:
        for section in article["sections"]:
            section["heading"] = change(section["heading"])
            section["text"] = change(section["text"])


# --- ways to spoil a page ---


def shell(page: Page, pool: Pool, rng: random.Random) -> None:
    top, bottom = rng.choice(pool.tops), rng.choice(pool.bottoms)
    page.lines = [*top, *page.lines, *bottom]
    page.injected += [*top, *bottom]


def editor(page: Page, pool: Pool, rng: random.Random) -> None:
    lead, end = rng.choice(pool.leads), rng.choice(pool.ends)
    places = prose(page)
    page.lines[places[0]] = lead + page.lines[places[0]]
    page.lines[places[-1]] += end
    page.injected += [lead, end]


def seo_title(page: Page, pool: Pool, rng: random.Random) -> None:
    dressed = rng.choice(pool.seo).format(title=page.gold[0]["title"])
    page.lines.insert(0, dressed)
    page.injected.append(dressed)


def page_lines(page: Page, pool: Pool, rng: random.Random) -> None:
    style = rng.choice(["- {} -", "第{}页 共9页", "{}", "— {} —", "{} / 9", "第 {} 页"])
    number = rng.randint(1, 3)
    for offset, index in enumerate(rng.sample(prose(page), 3) and sorted(rng.sample(prose(page), 3))):
        place = index + 2 * offset
        line = page.lines[place]
        cut = rng.randint(len(line) // 3, 2 * len(line) // 3)
        while not ("\u4e00" <= line[cut - 1] <= "\u9fff" and "\u4e00" <= line[cut] <= "\u9fff"):
            cut += 1
        mark = style.format(number + offset)
        page.lines[place : place + 1] = [line[:cut], mark, line[cut:]]
        if mark.strip("0123456789"):
            page.injected.append(mark)


def page_prefixes(page: Page, pool: Pool, rng: random.Random) -> None:
    """Page text of document viewers: every page begins with its number and 、."""
    whole = "\n".join(page.lines)
    size = len(whole) // 4
    pieces, start = [], 0
    for number in range(1, 5):
        end = len(whole) if number == 4 else start + size
        while end < len(whole) and not all(
            "\u4e00" <= char <= "\u9fff" for char in whole[end - 12 : end + 1]
        ):
            end += 1
        pieces.append(f"{number}、{whole[start:end]}")
        start = end
    page.lines = "\n".join(pieces).split("\n")


def inline_pages(page: Page, pool: Pool, rng: random.Random) -> None:
    for index in sorted(rng.sample(prose(page), 2)):
        mark = rng.choice(["第{}页共9页", "-{}-", " 第 {} 页 共 9 页 "]).format(rng.randint(2, 8))
        line = page.lines[index]
        cut = next(
            place
            for place in range(len(line) // 2, len(line))
            if all("\u4e00" <= char <= "\u9fff" for char in line[place - 1 : place + 1])
        )
        page.lines[index] = line[:cut] + mark + line[cut:]
        page.injected.append(mark.strip())


def anchor_lines(page: Page, pool: Pool, rng: random.Random) -> None:
    for words in rng.sample(pool.own_lines, 2):
        page.lines.insert(rng.choice(prose(page)) + 1, words)
        page.injected.append(words)


def anchor_edges(page: Page, pool: Pool, rng: random.Random) -> None:
    places = rng.sample(prose(page), 4)
    for index, words in zip(places[:2], rng.sample(pool.line_ends, 2), strict=True):
        page.lines[index] += words
        page.injected.append(words)
    for words in rng.sample(pool.line_starts, 2):
        headed = [
            index for index, line in enumerate(page.lines) if re.match("[一二三四五六七八九十]、", line)
        ]
        index = rng.choice(headed)
        page.lines[index] = words + page.lines[index]
        page.injected.append(words.strip())


def markup(page: Page, pool: Pool, rng: random.Random) -> None:
    marked = [f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{line}</p>" for line in page.lines]
    places = [index for index, line in enumerate(page.lines) if is_prose(line)]
    for index in places[::2]:
        marked[index] = (
            marked[index].replace("，", "，<br />", 1).replace("“", "&ldquo;").replace("”", "&rdquo;")
        )
    script = rng.choice(pool.scripts)
    marked.insert(places[1], script)
    page.lines = marked
    page.injected += ["&nbsp;", "<p>", "</p>", "<br />", "&ldquo;", script]


def residue(page: Page, pool: Pool, rng: random.Random) -> None:
    """Half tags, escapes, editor codes and addresses in a text whose tags were stripped badly."""
    places = prose(page)
    for index, junk in zip(
        places, ["&amp;nbsp;", "br/>", "\\n", "[url=http://www.abcfw.com]", "**"], strict=False
    ):
        line = page.lines[index]
        cut = line.index("，") + 1
        page.lines[index] = line[:cut] + junk + line[cut:]
        if junk == "**":
            page.lines[index] = "**" + page.lines[index].replace("**", "", 1)[:8] + "**" + line[8:]
        page.injected.append(junk)


def pinyin(page: Page, pool: Pool, rng: random.Random) -> None:
    """Converters that keep the traditional form and note its sound."""
    from opencc import OpenCC

    to_traditional = OpenCC("s2t")
    changed = []
    for line in page.lines:
        pieces = []
        for char in line:
            other = to_traditional.convert(char)
            hit = other != char and rng.random() < 0.4
            pieces.append(other if hit else char)
            if hit and char in _PINYIN:
                pieces.append(f"({_PINYIN[char]})")
        changed.append("".join(pieces))
    page.lines = changed
    page.injected += [f"({sound})" for sound in sorted(set(_PINYIN.values()))]


def traditional(page: Page, pool: Pool, rng: random.Random) -> None:
    from opencc import OpenCC

    page.lines = [OpenCC("s2t").convert(line) for line in page.lines]


def wide_digits(page: Page, pool: Pool, rng: random.Random) -> None:
    table = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)} | {ord("%"): "％"}
    page.lines = [line.translate(table) if rng.random() < 0.7 else line for line in page.lines]


def odd_spaces(page: Page, pool: Pool, rng: random.Random) -> None:
    signs = ["\u200b", "\xa0", "\u3000", "\ufeff", " ", "\u2003", "\u00ad"]
    spoiled = []
    for line in page.lines:
        pieces = ["\u3000\u3000"]
        for before, after in zip(line, line[1:] + "\n", strict=True):
            pieces.append(before)
            if rng.random() < 0.03 and not (before + after).isascii():
                pieces.append(rng.choice(signs))
        spoiled.append("".join(pieces) + rng.choice(["", "  ", "\u3000", "\t"]))
    page.lines = spoiled
    page.injected += ["\u200b", "\xa0", "\ufeff", "\u2003", "\u00ad"]


def mojibake(page: Page, pool: Pool, rng: random.Random) -> None:
    places = prose(page)
    index = places[0]
    page.lines[index] = page.lines[index].encode("utf-8").decode("latin-1")
    junk = ["锟斤拷锟斤拷锟斤拷锟斤拷", "ï»¿", "烫烫烫烫烫烫"]
    page.lines.insert(places[-1], junk[0])
    page.lines[places[1]] = junk[1] + page.lines[places[1]]
    page.lines.append(junk[2])
    page.injected += junk


def half_marks(page: Page, pool: Pool, rng: random.Random) -> None:
    table = str.maketrans({"，": ",", "；": ";", "：": ":", "？": "?", "！": "!", "（": "(", "）": ")"})
    page.lines = [line.translate(table) if is_prose(line) else line for line in page.lines]


def half_stops(page: Page, pool: Pool, rng: random.Random) -> None:
    """Every mark of the clause is half-width, full stops too."""
    half_marks(page, pool, rng)
    page.lines = [line.replace("。", ".") for line in page.lines]


def doubled_marks(page: Page, pool: Pool, rng: random.Random) -> None:
    for index in prose(page):
        line = page.lines[index]
        page.lines[index] = line.replace("，", "，，", 1).replace("、", "、、", 1)[:-1] + rng.choice(
            ["。。", "，。", "。"]
        )


def hard_wraps(page: Page, pool: Pool, rng: random.Random) -> None:
    size, indent = rng.choice([28, 35, 38, 40]), rng.choice(["", "\u3000\u3000"])
    wrapped: list[str] = []
    for line in page.lines:
        text = (indent if is_prose(line) else "") + line
        wrapped += [text[start : start + size] for start in range(0, len(text), size)]
    page.lines = wrapped


def word_filter(page: Page, pool: Pool, rng: random.Random) -> None:
    places = rng.sample(prose(page), len(pool.filtered))
    for index, (whole, robbed) in zip(places, pool.filtered, strict=True):
        original = page.lines[index]
        added = f"围绕{whole}，工会制定了具体办法。"
        page.lines[index] = original + added.replace(whole, robbed)
        for section in page.gold[0]["sections"]:
            section["text"] = section["text"].replace(original, original + added.replace(whole, robbed))
        page.losses.append((whole, f"围绕{robbed}，"))


def masks(page: Page, pool: Pool, rng: random.Random) -> None:
    mask = rng.choice(["XX", "__", "_", "××", "某"])
    rewrite(page, lambda text: re.sub(r"\d{2,}(?=[人名户件])", mask, text))


def idioms(page: Page, pool: Pool, rng: random.Random) -> None:
    for index, words in zip(rng.sample(prose(page), 2), pool.idioms, strict=True):
        original = page.lines[index]
        page.lines[index] = original + words
        for section in page.gold[0]["sections"]:
            section["text"] = section["text"].replace(original, original + words)


def lost_heading(page: Page, pool: Pool, rng: random.Random) -> None:
    """The first heading is gone, and the overview with it: the text begins with what stood under 一、."""
    first = next(index for index, line in enumerate(page.lines) if line.startswith("一、"))
    page.lines = page.lines[:1] + page.lines[first + 1 :]
    sections = page.gold[0]["sections"]
    place = next(index for index, section in enumerate(sections) if section["heading"])
    page.gold[0]["sections"] = sections[place:]
    page.gold[0]["sections"][0] |= {"heading": "", "level": 1}
    page.flags.append("编号不连续")


def cut_start(page: Page, pool: Pool, rng: random.Random) -> None:
    first = prose(page)[0]
    line = page.lines[first]
    cut = line.index("，")
    page.lines = [line[cut:], *page.lines[first + 1 :]]
    section = page.gold[0]["sections"][0]
    section["text"] = section["text"].replace(line, line[cut:])
    page.gold[0]["title"] = ""
    page.flags.append("开头")


def cut_end(page: Page, pool: Pool, rng: random.Random) -> None:
    last = prose(page)[-1]
    line = page.lines[last]
    cut = next(
        place for place in range(len(line) * 2 // 3, 0, -1) if line[place - 1] not in "，。；：、！？”》）"
    )
    page.lines = [*page.lines[:last], line[:cut]]
    sections = page.gold[0]["sections"]
    for place, section in enumerate(sections):
        if line in section["text"]:
            section["text"] = section["text"].split(line)[0] + line[:cut]
            page.gold[0]["sections"] = sections[: place + 1]
    page.flags.append("结尾")


Way = Callable[[Page, Pool, random.Random], None]
# File name → numbering style, ways in order. Each kind of dirt stands alone once and together with others.
RECIPES: dict[str, tuple[str, tuple[Way, ...]]] = {
    "shell": ("standard", (seo_title, shell)),
    "editor": ("half", (editor, shell)),
    "pages": ("standard", (idioms, page_lines)),
    "prefixes": ("standard", (page_prefixes,)),
    "inline_pages": ("mixed", (inline_pages, seo_title)),
    "anchors": ("standard", (anchor_lines,)),
    "anchor_edges": ("half", (anchor_edges, shell)),
    "markup": ("standard", (markup,)),
    "residue": ("dots", (residue, anchor_lines)),
    "pinyin": ("standard", (pinyin,)),
    "traditional": ("standard", (traditional, shell)),
    "wide": ("half", (wide_digits, odd_spaces)),
    "mojibake": ("standard", (mojibake,)),
    "marks": ("standard", (half_marks, doubled_marks)),
    "half_stops": ("half", (half_stops, shell)),
    "wraps": ("standard", (idioms, hard_wraps)),
    "wraps_shell": ("dots", (hard_wraps, seo_title, shell)),
    "filter": ("standard", (word_filter, idioms)),
    "masks": ("mixed", (masks, editor)),
    "lost": ("standard", (lost_heading, wide_digits)),
    "cut": ("half", (cut_start, cut_end)),
    "levels": ("mixed", (seo_title, doubled_marks)),
    "all": ("half", (idioms, word_filter, anchor_lines, odd_spaces, seo_title, shell)),
}
_POOLS = {"dev": DEV, "held": HELD, "fresh": FRESH}
_REFUSED = {
    "dev": {"tutorial": TUTORIAL, "advertisement": ADVERTISEMENT, "filler": FILLER},
    "held": {"tutorial": TUTORIAL_HELD, "advertisement": ADVERTISEMENT_HELD, "english": ENGLISH},
}


def build(half: str) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Name, bytes and gold of every file of one part of the set: `dev`, `held` or `fresh`."""
    pool = _POOLS[half]
    rng = random.Random(f"{_SEED}{half}")
    samples = sorted((ROOT / "samples").glob("*.md"))
    sources = [read_sample(path) for path in samples[list(_POOLS).index(half) % 2 :: 2]]
    for place, (name, (style, ways)) in enumerate(RECIPES.items()):
        title, parts = sources[place % len(sources)]
        page = lay_out(title, shorten(parts, rng), style)
        for way in ways:
            way(page, pool, rng)
            page.kinds.append(way.__name__)
        yield f"{name}.txt", "\n".join(page.lines).encode(page.encoding), gold_of(page)
    for place, markers in enumerate(pool.markers):
        yield (
            f"collection_{place + 1}.txt",
            *_collection(sources[place:] + sources[:place], markers, pool, rng),
        )
    for name, lines in _REFUSED.get(half, {}).items():
        yield f"refused_{name}.txt", "\n".join(lines).encode("utf-8"), {"kinds": [name], "refused": True}


def _collection(
    sources: list[tuple[str, list[Part]]], markers: tuple[str, ...], pool: Pool, rng: random.Random
) -> tuple[bytes, dict[str, Any]]:
    title = "工会工作总结"
    promise, lead = rng.choice(pool.promises).format(title=title), rng.choice(pool.leads)
    whole = Page(lines=[promise, lead], gold=[], injected=[promise, lead], kinds=["collection"])
    for marker, (_, parts) in zip(markers, sources, strict=False):
        page = lay_out(title, shorten(parts, rng, sections=3), rng.choice(["standard", "half"]), titled=False)
        written = marker.format(title=title)
        whole.lines += [written, *page.lines]
        whole.gold += page.gold
        whole.injected.append(written)
    shell(whole, pool, rng)
    return "\n".join(whole.lines).encode("utf-8"), gold_of(whole)


def gold_of(page: Page) -> dict[str, Any]:
    """The gold entry of one file."""
    return {
        "kinds": page.kinds,
        "articles": page.gold,
        "injected": page.injected,
        "losses": page.losses,
        "flags": page.flags,
        "refused": False,
    }


def main() -> None:
    for half in _POOLS:
        folder = OUT / half
        folder.mkdir(parents=True, exist_ok=True)
        gold = {}
        for name, content, entry in build(half):
            (folder / name).write_bytes(content)
            gold[name] = entry
        (folder / "gold.json").write_text(
            json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
