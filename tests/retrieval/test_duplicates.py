import pytest

from summarizer.retrieval.duplicates import SHARED_HASHES, SKETCH_SIZE, is_copy, sketch

TEXT = (
    "春节前走访慰问困难职工，把慰问金和祝福送到职工手中；夏季开展送清凉活动，为一线职工送去防暑用品；"
    "金秋为困难职工子女发放助学金，帮助他们圆了大学梦，职工的获得感和幸福感不断增强。"
)
OTHER = (
    "全年召开职工代表大会两次，审议通过集体合同和安置方案，代表提案逐件登记、逐件答复，办理结果在公开栏公布，"
    "职工的知情权、参与权、表达权和监督权得到落实，民主管理的路子越走越宽。"
)


@pytest.mark.parametrize(
    "copy",
    [TEXT, TEXT.replace("困难职工", "困难教职工"), f"小编为您整理：{TEXT}", TEXT.replace("，", "32户，")],
)
def test_small_changes_leave_a_copy_that_the_sketch_finds(copy: str) -> None:
    assert is_copy(TEXT, copy)
    assert len(set(sketch(TEXT)).intersection(sketch(copy))) >= SHARED_HASHES


def test_another_text_is_no_copy_and_shares_no_hashes() -> None:
    assert not is_copy(TEXT, OTHER)
    assert not set(sketch(TEXT)).intersection(sketch(OTHER))


def test_a_sketch_fits_a_database_and_is_the_same_everywhere() -> None:
    found = sketch(TEXT)
    assert len(found) == SKETCH_SIZE
    assert all(-(2**63) <= value < 2**63 for value in found)
    assert list(found) == sorted(found)
    assert found[0] == sketch(TEXT)[0]


@pytest.mark.parametrize("short", ["", "慰问职工", "1" * 100])
def test_a_short_text_has_no_sketch(short: str) -> None:
    assert sketch(short) == ()
