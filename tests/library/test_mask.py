"""What masking takes away and what it leaves, on sentences and on every sample."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.domain import Atom, AtomKind, Name, Period, Quantity
from summarizer.factsheet import load_fact_sheet
from summarizer.library.identity import Identity, Slot, is_prose, learn_identity
from summarizer.library.mask import mask_passage, mask_text
from summarizer.library.words import any_of, words
from summarizer.text.atoms import find_atoms

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.md"))
SHEETS = sorted((ROOT / "tests" / "fixtures" / "sheets").glob("*.md"))
SLOT = re.compile("〔[^〔〕]+〕")
KEPT = re.compile(any_of(words("mask", "kept")))

# A sentence, and how it reads masked.
READS = [
    ("共慰问困难职工32户，发放慰问金4.8万元。", "共慰问困难职工〔数量〕户，发放慰问金〔金额〕。"),
    ("惠及一线职工五百余人次。", "惠及一线职工〔数量〕人次。"),
    ("满意率达到96.8%，比上年提高2.3个百分点。", "满意率达到〔百分比〕，比〔时段〕提高〔数量〕个百分点。"),
    ("近三成职工参加，约占百分之三十。", "〔百分比〕职工参加，约占〔百分比〕。"),
    ("第一，抓学习；第二，抓队伍。", "第一，抓学习；第二，抓队伍。"),
    ("一、强化思想引领", "一、强化思想引领"),
    ("（三）革新拿降本数字说话", "（三）革新拿降本数字说话"),
    ("1.节日慰问。每人300元。", "1.节日慰问。每人〔金额〕。"),
    ("一是抓学习，二是抓服务。", "一是抓学习，二是抓服务。"),
    ("坚持“三会一课”，开展一对一帮扶。", "坚持“三会一课”，开展一对一帮扶。"),
    ("评出一等奖4名、二等奖8名。", "评出〔荣誉〕〔数量〕名、〔荣誉〕〔数量〕名。"),
    ("2024年3月15日召开第七届教代会第三次会议。", "〔日期〕召开第〔数量〕届教代会第〔数量〕次会议。"),
    ("3月—4月开展承诺月活动。", "〔日期〕开展承诺月活动。"),
    ("春节前走访，端午、中秋发放慰问品。", "〔节日〕前走访，〔节日〕发放慰问品。"),
    ("听取《财务报告》《工会工作报告》和《提案报告》。", "听取〔文件〕。"),
    ("组织观看影片《山那边的灯》《归途》。", "组织观看影片〔作品〕。"),
    ("比分为3:1，打满36场。", "比分为〔比分〕，打满〔数量〕场。"),
    ("走访慰问××户，发放__万元，参加XX人。", "走访慰问××户，发放__万元，参加XX人。"),
    ("被××市总工会授予“模范职工之家”称号。", "被〔单位〕授予〔荣誉〕称号。"),
    ("晚9时30分，工会主席王建明来到车间。", "〔时间〕，工会主席〔人名〕来到车间。"),
    ("职工当了回“娘家人”。", "职工当了回“娘家人”。"),
    ("一线职工是一支有战斗力的队伍。", "一线职工是一支有战斗力的队伍。"),
    ("三班倒的职工也赶得上。", "三班倒的职工也赶得上。"),
    ("每月10～20人参加。", "每月〔数量〕人参加。"),
    ("工会经费审查委员会审查了决算。", "工会经费审查委员会审查了决算。"),
    ("每周三下午集中学习。", "〔时段〕下午集中学习。"),
]

# A sentence of 临江市第三中学, what must be gone, what must be left.
THIRD_SCHOOL = "临江市第三中学工会"
UNIT_ROWS = [
    ("三中工会始终把教职工放在心上", ("三中",), ("始终把教职工放在心上",)),
    ("市三中的老师们", ("三中",), ("的老师们",)),
    ("临江三中教工篮球队", ("临江", "三中"), ("教工篮球队",)),
    ("第三中学被评为先进", ("第三中学",), ("被评为",)),
    ("第3中学被评为先进", ("第3中学", "3"), ()),
    ("来自临江市各学校的代表", ("临江",), ("各学校的代表",)),
    ("“三中好声音”歌咏赛", ("三中", "好声音"), ("歌咏赛",)),
    ("临江的教育发展", ("临江",), ("教育发展",)),
    ("党的二十届三中全会精神", (), ("精神",)),
]

# unit, sentence, gone, left.
SHORT_FORMS = [
    ("华宇纺织有限公司工会", "华宇人用双手织出未来", ("华宇",), ("用双手织出未来",)),
    ("华宇纺织有限公司工会", "华宇纺织的车间里", ("华宇", "纺织的"), ("车间里",)),
    ("华宇纺织有限公司工会", "纺织女工的技能比武", (), ("纺织女工的技能比武",)),
    ("东湖区幸福社区工会联合会", "提升职工的幸福感", (), ("提升职工的幸福感",)),
    ("东湖区幸福社区工会联合会", "幸福社区的骑手驿站", ("幸福社区",), ("骑手",)),
    ("东湖区柳林街道总工会", "柳林的商户", ("柳林",), ("商户",)),
    ("东湖区柳林街道总工会", "全区推广", (), ("推广",)),
    ("安平县人民医院工会", "县人民医院的护士", ("人民医院",), ("护士",)),
    ("安平县第二人民医院工会", "二院护理部", ("二院",), ("护理部",)),
    ("安平县实验小学工会", "实小的老师", ("实小",), ("老师",)),
    ("安平县实验小学工会", "科学实验课", (), ("科学实验课",)),
    ("青石市税务局机关工会", "青石市税务局举办比赛", ("青石",), ("举办比赛",)),
    ("宏达机械制造股份有限公司工会", "宏达杯技能大赛", ("宏达",), ("技能大赛",)),
    ("宏达机械制造股份有限公司工会", "机械加工车间", (), ("机械加工车间",)),
    ("龙泉水务集团有限公司工会", "龙泉水务的泵站", ("龙泉",), ("泵站",)),
    ("新华印刷厂工会", "新华社的报道", (), ("社的报道",)),
]

# Sentence, gone, left: no unit known.
NASTY = [
    ("数学组刘一鸣代表学校参赛", ("刘一鸣",), ("数学组", "代表学校参赛")),
    ("林若梅劳模创新工作室揭牌", ("林若梅",), ("揭牌",)),
    ("王老师说，这里像家一样", ("王老师",), ("老师说，这里像家一样",)),
    ("慰问了李师傅和张大姐", ("李师傅", "张大姐"), ("慰问了",)),
    ("困难职工赵庆云的女儿考上大学", ("赵庆云",), ("的女儿",)),
    ("工会主席周启明讲专题党课", ("周启明",), ("讲专题党课",)),
    ("楚天超市工会、好邻居超市工会先后成立", ("楚天", "好邻居"), ("先后成立",)),
    ("前往东湖公园健步走", ("东湖公园",), ("健步走",)),
    ("组织职工到白云山登山", ("白云山",), ("登山",)),
    ("在红旗路12号设立驿站", ("红旗路", "12"), ("设立驿站",)),
    ("参观方志敏纪念馆", ("方志敏",), ("参观",)),
    ("赴青石县王家村开展帮扶", ("王家村", "青石"), ("开展帮扶",)),
    ("走进红色教育基地", (), ("红色教育基地",)),
    ("拨打12351职工热线", ("12351",), ("职工热线",)),
    ("联系电话0571-88886666", ("0571", "88886666"), ("联系电话",)),
    ("文号为×工发〔2024〕15号", ("2024", "15"), ("文号为",)),
    ("获得全国五一劳动奖状", ("全国五一劳动奖状",), ("获得",)),
    ("荣获省级工人先锋号", ("工人先锋号",), ("荣获",)),
    ("取得团体第二名", ("第二名",), ("取得团体",)),
    ("勇夺冠军", ("冠军",), ("勇夺",)),
    ("会员2846人，入会率99.1%", ("2846", "99.1"), ("入会率",)),
    ("会员二千八百四十六人", ("二千八百四十六",), ("会员",)),
    ("会员２８４６人", ("２８４６",), ("会员",)),
    ("支出12,345.67元", ("12", "345", "67"), ("支出",)),
    ("节约3万8千元", ("3万", "8千"), ("节约",)),
    ("由51.7%提高到62.7%", ("51.7", "62.7"), ("提高到",)),
    ("参加职工超过千人", ("千人",), ("参加职工",)),
    ("三分之二的职工报名", ("三分之二",), ("的职工报名",)),
    ("成立十周年", ("十周年",), ("成立",)),
    ("历时3个多月", ("3",), ("历时",)),
    ("6月至9月发放防暑物资", ("6月", "9月"), ("发放防暑物资",)),
    ("2023-2024学年", ("2023", "2024"), ()),
    ("2024.3.15举行", ("2024", "3.15"), ("举行",)),
    ("今年五月", ("五月",), ()),
    ("元旦晚会", ("元旦",), ("晚会",)),
    ("每周一升旗", ("周一",), ("升旗",)),
    ("8:30开始", ("8:30",), ("开始",)),
    ("1月慰问，2月走访", ("1月", "2月"), ("慰问", "走访")),
    ("设立“暖阳驿站”，职工都爱去暖阳驿站", ("暖阳",), ("职工都爱去",)),
    ("A4纸、5G网络", (), ("A4纸、5G网络",)),
    ("“五小”成果29项", ("29",), ("成果",)),
    ("落实八项规定精神", (), ("落实八项规定精神",)),
    ("做到有人管、有人问、有人帮", (), ("做到有人管、有人问、有人帮",)),
    ("千方百计解民忧，一心一意谋发展", (), ("千方百计解民忧，一心一意谋发展",)),
    ("把好事办好、实事办实", (), ("把好事办好、实事办实",)),
    ("新人入职见工会，小组建到流水线", (), ("新人入职见工会，小组建到流水线",)),
    ("阿依古丽·买买提老师", ("阿依古丽", "买买提"), ("老师",)),
    ("李某某、王××家庭困难", ("李某某",), ("家庭困难",)),
]


@pytest.mark.parametrize(("text", "masked"), READS)
def test_a_masked_sentence_still_reads(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(("text", "gone", "left"), NASTY)
def test_what_identifies_is_gone_and_the_phrase_is_left(
    text: str, gone: tuple[str, ...], left: tuple[str, ...]
) -> None:
    check(mask_text(text), gone, left)


@pytest.mark.parametrize(("text", "gone", "left"), UNIT_ROWS)
def test_short_forms_of_a_school_are_gone(text: str, gone: tuple[str, ...], left: tuple[str, ...]) -> None:
    check(mask_text(text, identity=learn_identity(unit=THIRD_SCHOOL)), gone, left)


@pytest.mark.parametrize(("unit", "text", "gone", "left"), SHORT_FORMS)
def test_short_forms_of_units_are_gone_but_not_words_like_them(
    unit: str, text: str, gone: tuple[str, ...], left: tuple[str, ...]
) -> None:
    check(mask_text(text, identity=learn_identity(unit=unit)), gone, left)


def test_a_person_named_in_one_section_is_masked_in_another() -> None:
    identity = learn_identity(texts=["工会主席周启明讲专题党课。", "周启明同志带队走访。"])
    assert mask_text("会后周启明又去了二车间。", identity=identity).startswith("会后〔人名〕又去了")


def test_atoms_are_those_of_the_unmasked_text() -> None:
    passage = mask_passage("今年慰问困难职工32户。", period=Period(year=2024))
    assert passage.text == "今年慰问困难职工32户。"
    assert [atom.text for atom in passage.atoms] == ["今年", "32户"]


def test_an_identity_without_names_masks_nothing_but_atoms() -> None:
    assert mask_text("三中的老师们", identity=Identity()) == "三中的老师们"


@pytest.mark.parametrize("path", [*SAMPLES, *SHEETS], ids=lambda path: path.stem)
def test_no_atom_of_a_sample_can_be_read_from_its_masked_form(path: Path) -> None:
    title, unit, lines = sample_lines(path)
    identity = learn_identity(title=title, unit=unit, texts=lines)
    for line in lines:
        masked = mask_text(line, identity=identity)
        read = KEPT.sub("", masked)
        assert [atom.text for atom in find_atoms(read) if tells(read, atom)] == []
        assert mask_text(masked, identity=identity) == masked


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_most_of_a_sample_is_left(path: Path) -> None:
    title, unit, lines = sample_lines(path)
    identity = learn_identity(title=title, unit=unit, texts=lines)
    masked = "".join(SLOT.sub("", mask_text(line, identity=identity)) for line in lines)
    assert len(masked) > 0.75 * len("".join(lines))


@given(
    st.text(
        alphabet="工会三中慰问32户元，。〔数量〕“”《》×_一二十第届年月日王老师市区县前往公园", max_size=40
    )
)
def test_masking_twice_is_masking_once(text: str) -> None:
    masked = mask_text(text, identity=learn_identity(unit=THIRD_SCHOOL))
    again = mask_text(masked, identity=learn_identity(unit=THIRD_SCHOOL))
    assert re.sub(r"\d", "", masked) == masked
    assert again == masked


def check(masked: str, gone: tuple[str, ...], left: tuple[str, ...]) -> None:
    bare = SLOT.sub("", masked)
    assert [piece for piece in gone if piece in bare] == [], masked
    assert [piece for piece in left if piece not in masked] == [], masked


def tells(masked: str, atom: Atom) -> bool:
    """Whether an atom read from a masked text says something: not a slot, an article, a figure of speech."""
    if isinstance(atom, Quantity) and atom.soft and atom.value == 1:
        return False
    if isinstance(atom, Name) and (
        atom.kind is AtomKind.QUOTE or is_prose(atom, masked[atom.end : atom.end + 1])
    ):
        return False
    return not any(slot.start() < atom.end and atom.start < slot.end() for slot in SLOT.finditer(masked))


def sample_lines(path: Path) -> tuple[str, str, list[str]]:
    if path in SHEETS:
        sheet = load_fact_sheet(path)
        lines = [
            line for section in sheet.sections for line in (section.heading, *(f.text for f in section.facts))
        ]
        return sheet.title, sheet.unit, lines
    head, body = path.read_text(encoding="utf-8").split("---", 2)[1:]
    title = re.search(r"^title: *(.+)$", head, re.MULTILINE)
    lines = [re.sub(r"^#+ | \{topic=.*\}$", "", line) for line in body.splitlines() if line.strip()]
    return title[1] if title else "", "", lines


def test_every_slot_has_its_own_name() -> None:
    assert len({str(slot) for slot in Slot}) == len(Slot)
