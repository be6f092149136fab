"""Summaries to import, each of its own words, and a store to import them into."""

import random
from collections.abc import Mapping

from sqlalchemy import func, select

from summarizer.store import SqlStore
from summarizer.store.tables import metadata

_STREETS = "梅兰竹菊松柏杨柳桃李杏梨荷莲桂枫榆槐桐樟"


def summary(number: int, *, kind: str = "街道") -> str:
    """A summary of three sections; texts of different numbers are no copies of one another."""
    own = _STREETS[number % len(_STREETS)] * 2 + _STREETS[(number // len(_STREETS)) % len(_STREETS)]
    filler = "".join(random.Random(number).choices(_STREETS, k=60))
    return f"""{own}{kind}总工会2023年工作总结
2023年，{own}{kind}总工会围绕职工所需开展工作，全年走访企业{number + 20}家，发展会员{number + 300}人。
一、帮扶困难职工
春节前走访慰问困难职工{number + 30}户，发放慰问金{number + 4}.8万元，夏天给户外职工送去清凉用品。{filler}。
二、开展劳动竞赛
举办技能竞赛{number + 2}场，评出能手{number + 5}名，带动职工提出合理化建议{number + 60}条。{filler[::-1]}。
三、丰富文体生活
组织职工运动会和书画展，{number + 500}人次参加，职工之家添置图书{number + 700}册。
"""


def contents(store: SqlStore) -> Mapping[str, int]:
    """Rows of every table."""
    with store._engines.reading() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }
