"""A fact sheet, and a drafter that writes numbered drafts of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from summarizer.domain import Document, Fact, Generation, Origin, Section, Topic
from summarizer.errors import EngineError
from summarizer.pipeline import Pipeline
from summarizer.protocols import Drafter, DraftRequest
from summarizer.store import SqlStore

SHEET = """---
unit: ××实验小学工会
kind: school
period: 2024年度
---
## 前言
- 会员183人
## 关爱帮扶 {topic=welfare length=200}
- 2024年1月慰问困难职工32户，发放4.8万元（去年：28户）
- 金秋助学14人
## 存在的问题
"""


@dataclass
class ScriptedDrafter:
    """Writes numbered drafts and remembers what it was asked; fails at the section `fails_at`."""

    engine: str = "offline"
    origin: Origin = Origin.OFFLINE
    requests: list[DraftRequest] = field(default_factory=list)
    fails_at: str = ""

    def draft(self, request: DraftRequest) -> Iterator[str]:
        self.requests.append(request)
        if request.section.heading == self.fails_at:
            message = "模型没有回应"
            raise EngineError(message)
        yield f"第{request.variant}稿"
        yield f"：{request.section.heading}。\n"

    def complete(self, request: DraftRequest, fact: Fact) -> str:
        return f"{fact.text}。"

    def generation(self, request: DraftRequest) -> Generation:
        return Generation(engine=self.engine, parameters={"variant": str(request.variant)})


def make_pipeline(store: SqlStore, drafters: Mapping[str, Drafter]) -> Pipeline:
    numbers = count(1)
    return Pipeline(store=store, drafters=drafters, new_id=lambda: f"id-{next(numbers)}")


def care(document: Document) -> Section:
    return next(section for section in document.sections if section.topic is Topic.WELFARE)
