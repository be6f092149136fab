"""The error tree: what can go wrong, whether a retry may help, and what the user should do.

SummarizerError
├── InputError               the user's file, sheet or field cannot be used
│   ├── FactSheetError       a fact sheet breaks its format
│   ├── UnknownKindError     no such unit kind
│   ├── UnknownTopicError    no such topic
│   ├── PeriodError          a period that cannot be read
│   ├── UnreadableFileError  a file that cannot be opened or decoded
│   └── TooLargeError        more text than the program accepts
├── NotFoundError            a document, section or version that does not exist (any more)
├── ConflictError            somebody else saved first
├── LockedError              a section the user has locked
├── StorageError             the database cannot be read or written (retryable)
├── ExportError              a file cannot be produced
├── ConfigurationError       settings that contradict each other
├── PortInUseError           the web port is taken
└── EngineError              a drafting engine failed (retryable)
    └── EngineUnavailableError   the chosen engine is not configured (not retryable)
"""

from typing import ClassVar


class SummarizerError(Exception):
    """An error a user may meet: `str(error)` is one Chinese sentence saying what happened.

    Attributes:
        retryable: whether doing the same thing again may succeed.
        hint: one Chinese sentence saying what to do next.
    """

    retryable: ClassVar[bool] = False
    default_hint: ClassVar[str] = "请返回上一步重试；如仍出现，请联系管理员。"

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint if hint is not None else self.default_hint

    @property
    def sentence(self) -> str:
        """What happened and what to do, in one line ready to be shown."""
        return f"{str(self).rstrip('。')}。{self.hint}"


class InputError(SummarizerError):
    """The user's input cannot be used as it is."""

    default_hint = "请修改后再试。"


class FactSheetError(InputError):
    """A fact sheet breaks its format."""

    default_hint = "请对照 README 中的事实单格式修改后再试。"


class UnknownKindError(InputError):
    """The unit kind is none of those the program knows."""

    default_hint = (
        "可用的单位类型：school 学校、community 社区/街道、hospital 医院、"
        "soe 国有企业、office 机关、private 民营企业。"
    )


class UnknownTopicError(InputError):
    """The topic is none of those the program knows."""

    default_hint = "请删去 {topic=…}，程序会根据标题判断主题。"


class PeriodError(InputError):
    """The period cannot be read."""

    default_hint = "请写成“2024年度”“2024年上半年”或“2024年第三季度”。"


class UnreadableFileError(InputError):
    """A file cannot be opened or decoded."""

    default_hint = "请确认文件没有损坏、没有加密，再试一次。"


class TooLargeError(InputError):
    """More text than the program accepts in one place."""

    default_hint = "请拆成几部分再试。"


class NotFoundError(SummarizerError):
    """A document, section or version does not exist."""

    default_hint = "它可能已被删除，请回到“我的总结”查看。"


class ConflictError(SummarizerError):
    """Somebody else, or another tab, saved the same thing first."""

    default_hint = "您的文字没有丢失，请核对两个版本后再保存。"


class LockedError(SummarizerError):
    """The user has locked the section, so its text stays as it is."""

    default_hint = "如需修改，请先解除锁定。"


class StorageError(SummarizerError):
    """The database cannot be read or written."""

    retryable = True
    default_hint = "请检查磁盘空间和数据文件夹的写入权限，再试一次。"


class ExportError(SummarizerError):
    """A file cannot be produced."""

    default_hint = "请换一个保存位置或文件名，再试一次。"


class ConfigurationError(SummarizerError):
    """Settings are missing or contradict each other."""

    default_hint = "请检查环境变量或 .env 文件中的设置。"


class PortInUseError(SummarizerError):
    """The web port is taken by another program."""

    default_hint = "请用 --port 换一个端口，例如 --port 8502。"


class EngineError(SummarizerError):
    """A drafting engine failed."""

    retryable = True
    default_hint = "已有文字没有改动，请稍后重试。"


class EngineUnavailableError(EngineError):
    """The chosen drafting engine is not configured."""

    retryable = False
    default_hint = "可改用 --engine offline 离线起草，或先配置大模型。"
