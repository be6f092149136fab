"""Random facts of a section, and drafts that do to them what models do."""

import re
from collections.abc import Sequence

from hypothesis import strategies as st

from summarizer.domain import Document, Fact, Period, Section, Topic, UnitKind
from summarizer.drafting.cleanup import clean_answer
from summarizer.protocols import DraftRequest
from summarizer.text.sentences import split_sentences

# Figures other than those of dates.
_FIGURE = re.compile(r"\d+(?![月日.\d])")
_NUMBERS = st.integers(min_value=2, max_value=2999)
_MONTHS = st.integers(min_value=1, max_value=12)


@st.composite
def _fact_lines(draw: st.DrawFn) -> str:
    number = draw(_NUMBERS)
    other = draw(_NUMBERS)
    month = draw(_MONTHS)
    return draw(
        st.sampled_from(
            [
                f"慰问困难职工{number}户，发放慰问金{other}元",
                f"{month}月开展送清凉{number}次，惠及{other}人次",
                f"组织职工体检{number}人",
                f"举办技能竞赛{number}场，{other}人参加",
                f"职工互助保障参保{number}人，参保率{other % 90 + 10}.5%",
                f"{month}月{number % 28 + 1}日召开职工代表大会，审议议案{other}项",
                f"新发展会员{number}名",
                f"为女职工举办健康讲座{number}期",
                f"投入经费{number}.6万元改造职工之家",
                f"征集合理化建议{number}条，采纳{other}条",
                f"制定《职工疗休养办法》，组织疗休养{number}人",
                "获评市级模范职工之家",
                "建立困难职工档案，做到一户一档",
                "设立母婴关爱室，配齐各项设施",
            ]
        )
    )


FACT_LISTS = st.lists(_fact_lines(), min_size=1, max_size=7, unique_by=lambda line: re.sub(r"\d+", "", line))

ORNAMENTS = (
    "工会始终把职工的冷暖放在心上。",
    "各项工作扎实推进。",
    "这项工作将继续做实做细。",
)
INVENTIONS = (
    "全年另行举办培训班八百八十八期，覆盖率达到99.7%。",
    "荣获全国五一劳动奖状。",
    "职工满意率达100%，得到一致好评。",
    "据统计，共有7777人参与。",
)
SAMPLE = "湖滨机械厂工会走访慰问困难职工6543户，发放慰问金98.76万元，把组织的关怀送到每一名职工心坎上。"


@st.composite
def hostile_drafts(draw: st.DrawFn, facts: Sequence[str]) -> str:
    """What the clean-up leaves of an answer that drops, changes, exchanges, repeats, invents or echoes."""
    told = [f"{fact}。" for fact in facts if draw(st.booleans())]
    damage = draw(st.sampled_from(["none", "changed", "units", "exchanged", "halved", "again"]))
    if damage == "changed":
        told = [_FIGURE.sub(lambda match: str(int(match[0]) + 5000), one) for one in told]
    elif damage == "units":
        told = [one.replace("户", "人").replace("次", "场").replace("人。", "名。") for one in told]
    elif damage == "exchanged":
        figures = _FIGURE.findall("".join(told))[::-1]
        told = _with_figures(told, figures)
    elif damage == "halved":
        told = [one.split("，")[0].rstrip("。") + "。" for one in told]
    elif damage == "again":
        told = [*told, *told]
    others = draw(st.lists(st.sampled_from([*ORNAMENTS, *INVENTIONS, SAMPLE]), max_size=3))
    sentences = draw(st.permutations([*told, *others]))
    shape = draw(st.sampled_from(["prose", "lines", "list", "heading", "commas", "english"]))
    return clean_answer(_shaped(sentences, shape), facts=facts)[0]


def _shaped(sentences: Sequence[str], shape: str) -> str:
    if shape == "lines":
        return "\n".join(sentences)
    if shape == "list":
        return "\n".join(f"{number}. {one}" for number, one in enumerate(sentences, start=1))
    if shape == "heading":
        return "一、工作情况\n" + "".join(sentences)
    if shape == "commas":
        return "，".join(one.rstrip("。") for one in sentences)
    if shape == "english":
        return "The union did well this year. " + "".join(sentences)
    return "".join(sentences)


def _with_figures(sentences: Sequence[str], figures: list[str]) -> list[str]:
    left = iter(figures)
    return [_FIGURE.sub(lambda _: next(left), one) for one in sentences]


def request_of(facts: Sequence[str], *, topic: Topic = Topic.WELFARE) -> DraftRequest:
    section = Section(
        id="s",
        heading="办好暖心实事",
        topic=topic,
        facts=tuple(Fact(id=f"f{number}", text=text) for number, text in enumerate(facts)),
    )
    document = Document(
        id="d",
        title="××学校工会2024年工作总结",
        unit="××学校工会",
        kind=UnitKind.SCHOOL,
        period=Period(year=2024),
        sections=(section, Section(id="other", heading="文体活动", topic=Topic.CULTURE)),
    )
    return DraftRequest(document=document, section_id="s")


def figures_in(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def sentences_of(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]
