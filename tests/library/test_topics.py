"""What sections are about: the labelled ones, and the edges."""

import json
from pathlib import Path

import pytest

from summarizer.domain import Topic
from summarizer.library.topics import MOST_TOPICS, TopicModel, bundled_model, classify, known_words

SECTIONS = Path(__file__).parents[1] / "fixtures" / "topics" / "sections.jsonl"
HELD = [
    json.loads(line) for line in SECTIONS.with_name("held.jsonl").read_text(encoding="utf-8").splitlines()
]
ROWS = [json.loads(line) for line in SECTIONS.read_text(encoding="utf-8").splitlines()]


def test_there_are_enough_labelled_sections_of_every_topic() -> None:
    counts = {topic: sum(topic.value in row["topics"] for row in ROWS) for topic in Topic}
    assert len(ROWS) >= 200
    assert min(counts.values()) >= 14


def test_labelled_sections_are_recognised() -> None:
    wrong = [row for row in ROWS if classify(row["heading"], row["body"])[0].topic.value not in row["topics"]]
    assert len(wrong) <= 0.03 * len(ROWS), wrong


@pytest.mark.parametrize(
    ("heading", "body", "topic"),
    [
        ("一、强化思想引领", "", Topic.IDEOLOGY),
        ("（二）存在的问题", "慰问面还不够广。", Topic.PROBLEMS),
        ("下一步打算", "继续做好慰问、竞赛和女职工工作。", Topic.PLANS),
        ("", "走访困难职工，发放慰问金和助学金，看望住院职工。", Topic.WELFARE),
        ("情暖人心处", "组织两癌筛查，新建母婴室，办暑期托管班，女职工满意。", Topic.WOMEN),
        ("账本翻给大家看", "收入、支出、结余每季公布，经审委员抽查凭证。", Topic.FINANCE),
        ("车轮上的家", "在站点扫码入会，选出工会小组长，新发展会员。", Topic.ORGANIZATION),
        ("", "", Topic.OVERVIEW),
    ],
)
def test_the_main_topic(heading: str, body: str, topic: Topic) -> None:
    assert classify(heading, body)[0].topic is topic


@pytest.mark.parametrize(
    ("heading", "body", "topics"),
    [
        (
            "维权帮扶两手抓",
            "调解劳动争议，追回欠薪；走访困难职工，发放救助金。",
            {Topic.RIGHTS, Topic.WELFARE},
        ),
        (
            "规范经费，锻造队伍",
            "收支每季公示，经审意见整改；工会干部业务培训，修订制度，委员述职。",
            {Topic.FINANCE, Topic.SELF_BUILDING},
        ),
    ],
)
def test_a_section_may_have_several_topics(heading: str, body: str, topics: set[Topic]) -> None:
    assert {share.topic for share in classify(heading, body)} == topics


def test_all_topics_of_mixed_sections_nobody_trained_on_are_found() -> None:
    mixed = [row for row in HELD if len(row["topics"]) > 1]
    missed = [row for row in mixed if not set(row["topics"]) <= _topics(row)]
    assert len(mixed) >= 60
    assert len(missed) <= 0.2 * len(mixed), missed


def test_a_topic_mentioned_in_passing_is_no_topic_of_the_section() -> None:
    single = [row for row in HELD if len(row["topics"]) == 1]
    doubled = [row for row in single if _topics(row) - set(row["topics"])]
    assert len(single) >= 60
    assert len(doubled) <= 0.02 * len(single), doubled


def _topics(row: dict[str, str]) -> set[str]:
    return {share.topic.value for share in classify(row["heading"], row["body"])}


def test_shares_add_up_and_fall() -> None:
    shares = [share.share for share in bundled_model().rank("做好慰问", "走访困难职工")]
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)
    assert len(shares) == len(Topic)


@pytest.mark.parametrize("row", ROWS[::7], ids=lambda row: row["heading"])
def test_a_section_has_one_to_three_topics_and_no_second_closing_one(row: dict[str, str]) -> None:
    found = [share.topic for share in classify(row["heading"], row["body"])]
    assert 1 <= len(found) <= MOST_TOPICS
    assert not {Topic.PROBLEMS, Topic.PLANS, Topic.OVERVIEW}.intersection(found[1:])


def test_an_untrained_model_still_reads_headings() -> None:
    assert TopicModel(heading={}, body={}).rank("存在的问题", "")[0].topic is Topic.PROBLEMS


def test_a_word_of_one_character_is_found_at_the_end_of_a_text_only() -> None:
    vocabulary = frozenset({"账", "账目"})
    assert list(known_words("账上的钱及时到账", vocabulary)) == ["账"]
    assert list(known_words("账目公开", vocabulary)) == ["账目"]


def test_known_words_are_the_longest_and_do_not_overlap() -> None:
    vocabulary = {"职工", "女职工", "工会", "职工之家"}
    assert list(known_words("女职工和职工之家工会", vocabulary)) == ["女职工", "职工之家", "工会"]
