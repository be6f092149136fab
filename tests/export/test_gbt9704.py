import pytest

from summarizer.export import gbt9704
from summarizer.export.lengths import Length, Mm, Pt, Twips


@pytest.mark.parametrize(
    ("length", "twips"),
    [
        (gbt9704.PAGE_WIDTH, 11906),
        (gbt9704.PAGE_HEIGHT, 16838),
        (gbt9704.MARGIN_TOP, 2098),
        (gbt9704.MARGIN_LEFT, 1587),
        (gbt9704.MARGIN_RIGHT, 1474),
        (gbt9704.MARGIN_BOTTOM, 1984),
        (gbt9704.LINE_PITCH, 579),
        (gbt9704.chars(2), 632),
        (gbt9704.BODY_TRACKING, -5),
    ],
)
def test_lengths_come_out_in_the_twips_word_writes(length: Length, twips: int) -> None:
    assert length.twips == twips


def test_margins_and_type_area_fill_the_paper() -> None:
    assert gbt9704.MARGIN_LEFT + gbt9704.TEXT_WIDTH + gbt9704.MARGIN_RIGHT == gbt9704.PAGE_WIDTH
    assert gbt9704.MARGIN_TOP + gbt9704.TEXT_HEIGHT + gbt9704.MARGIN_BOTTOM == gbt9704.PAGE_HEIGHT


def test_22_lines_fill_the_type_area_and_a_wider_pitch_would_not() -> None:
    assert gbt9704.LINE_PITCH * 22 <= gbt9704.TEXT_HEIGHT
    assert (gbt9704.LINE_PITCH + Twips(1)) * 22 > gbt9704.TEXT_HEIGHT


def test_28_tracked_characters_fill_a_line_and_a_29th_does_not_fit() -> None:
    advance = gbt9704.BODY_SIZE + gbt9704.BODY_TRACKING

    assert advance * 28 <= gbt9704.TEXT_WIDTH < advance * 29
    assert gbt9704.BODY_SIZE * 28 > gbt9704.TEXT_WIDTH


def test_dash_of_the_page_number_stands_7_mm_below_the_type_area() -> None:
    line_top = gbt9704.FOOTER_DISTANCE + gbt9704.PAGE_NUMBER_LINE
    dash = Length(gbt9704.MARGIN_BOTTOM - line_top + gbt9704.PAGE_NUMBER_LINE * gbt9704.DASH_HEIGHT_SHARE)

    assert dash / Mm(1) == pytest.approx(7, abs=0.05)


@pytest.mark.parametrize(
    ("length", "mm", "pt", "half_points"),
    [(Mm(25.4), 25.4, 72, 144), (Pt(16), 5.644, 16, 32), (Twips(579), 10.213, 28.95, 58)],
)
def test_lengths_convert(length: Length, mm: float, pt: float, half_points: int) -> None:
    assert length / Mm(1) == pytest.approx(mm, abs=0.001)
    assert length.pt == pytest.approx(pt)
    assert length.half_points == half_points


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("工会", 2),
        ("××市", 3),
        ("2024年", 3),
        ("“安康杯”", 5),
        ("5·12", 2.5),
        ("GB/T", 2),
        ("e\u0301", 0.5),
        ("👍", 1),
    ],
)
def test_width_counts_full_width_characters_as_one(text: str, width: float) -> None:
    assert gbt9704.width_chars(text) == width


@pytest.mark.parametrize(
    ("signed", "date", "signed_left", "date_left"),
    [
        # 署名 right but for two 字, the date's first 字 two further right
        ("××市轨道交通集团工会", "2024年7月8日", 15, 17),
        ("××工会委员会", "2025年1月8日", 19, 21),
        # as long as the date: still two 字
        ("××小学工会", "2025年1月8日", 20, 22),
        # the date is longer: it keeps the two 字 at the right, and the 署名 moves left
        ("工会", "2025年12月28日", 17, 19),
        ("××校工会", "2025年12月28日", 17, 19),
        ("××区总工会", "", 20, 22),
        ("", "2025年1月8日", 18, 20),
        # longer than the line: never left of the 版心, nor the date right of it
        ("××省××市××区××街道××社区新就业形态劳动者工会联合会", "2025年1月8日", 0, 2),
    ],
)
def test_sign_off_follows_7_3_5_2(signed: str, date: str, signed_left: float, date_left: float) -> None:
    assert gbt9704.sign_off_indents(signed, date) == (signed_left, date_left)


@pytest.mark.parametrize(
    ("signed", "date", "signed_left", "date_left"),
    [
        # the date right but for four 字, 署名 centred above it
        ("××小学工会", "2025年1月8日", 18, 18),
        ("××市轨道交通集团工会", "2025年1月8日", 15.5, 18),
        ("工会", "2025年12月28日", 19.5, 17),
        # too long to be centred there: up to the edge of the 版心, the date below its middle
        ("××市轨道交通集团有限公司工会委员会", "2025年1月8日", 10, 16),
        ("××省××市××区××街道××社区新就业形态劳动者工会联合会", "2025年1月8日", 0, 11),
        ("××小学工会", "", 18, 24),
        ("", "2025年1月8日", 21, 18),
    ],
)
def test_sign_off_with_a_seal_follows_7_3_5_1(
    signed: str, date: str, signed_left: float, date_left: float
) -> None:
    assert gbt9704.sign_off_indents(signed, date, seal=True) == (signed_left, date_left)


@pytest.mark.parametrize("lines", [22, *gbt9704.LINES_PER_PAGE_ADJUSTED])
def test_adjusted_pitches_fill_the_type_area(lines: int) -> None:
    pitch = gbt9704.line_pitch(lines)

    assert pitch * lines <= gbt9704.TEXT_HEIGHT
    assert (pitch + Twips(1)) * lines > gbt9704.TEXT_HEIGHT
    assert pitch > gbt9704.BODY_SIZE * 1.5
