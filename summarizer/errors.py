"""The error tree: what can go wrong, whether a retry may help, and what the user should do.

SummarizerError
├── InputError               the user's file, sheet or field cannot be used
│   ├── FactSheetError       a fact sheet breaks its format
│   ├── UnknownKindError     no such unit kind
│   ├── UnknownTopicError    no such topic
│   ├── PeriodError          a period that cannot be read
│   ├── UnreadableFileError  a file that cannot be opened or decoded
│   ├── TooLargeError        more text than the program accepts
│   └── NotASummaryError     a readable text that is no work summary
├── NotFoundError            a document, section or version that does not exist (any more)
├── ConflictError            somebody else saved first
│   └── LeaseLostError       another process has taken over a generation run
├── LockedError              a section the user has locked
├── NotAllowedError          the user's role, or what was shared with them, does not allow this
├── QuotaError               the tokens of the user or of the organisation are used up
├── StorageError             the database cannot be read or written (retryable)
│   └── DatabaseAwayError    the database server cannot be reached, perhaps because it starts again
├── ExportError              a file cannot be produced
├── ConfigurationError       settings that contradict each other
├── PortInUseError           the web port is taken
└── EngineError              a drafting engine failed (retryable)
    ├── EngineUnavailableError   the chosen engine is not configured (not retryable)
    ├── PromptTooLongError       the facts do not fit into the model's context (not retryable)
    ├── CircuitOpenError         the endpoint failed so often that it is left alone for a while
    ├── ModelFileError           a model file is missing, broken or cannot be loaded (not retryable)
    ├── DownloadError            a model file could not be downloaded; what came is kept
    ├── EndpointError            the endpoint refused or could not be reached
    │   ├── BadKeyError          401, 403: the key is missing, wrong or not allowed (not retryable)
    │   ├── NoCreditError        402 or an exhausted quota (not retryable)
    │   ├── UnknownModelError    404: no such model there (not retryable)
    │   ├── WrongAddressError    404 or a web page: the base URL is wrong (not retryable)
    │   ├── ForbiddenAddressError  a server of many people may not connect there (not retryable)
    │   ├── RequestRefusedError  400, 422: a parameter or the length is refused (not retryable)
    │   ├── RateLimitedError     429, with the seconds the server asks to wait
    │   ├── ServerFailureError   5xx
    │   └── UnreachableError     refused, no such host, no route, no answer to the connection
    │       ├── CertificateError TLS failed (not retryable)
    │       └── ProxyFailedError the proxy refused (not retryable)
    └── AnswerError              an answer came but cannot be used as it is
        ├── StalledError         nothing more came within the time allowed
        ├── BrokenStreamError    the connection ended in the middle of the answer
        ├── EmptyAnswerError     an answer without text
        ├── UnusableAnswerError  text, but no prose of the section: the prompt said after us, English
        ├── TruncatedAnswerError cut off at the length limit
        ├── StoppedError         ended by the user before it was whole (not retryable)
        ├── FilteredAnswerError  stopped by the provider's content filter (not retryable)
        ├── MalformedAnswerError neither events nor JSON nor UTF-8 (not retryable)
        └── HugeAnswerError      far longer than asked for (not retryable)
"""

from typing import ClassVar


class SummarizerError(Exception):
    """An error a user may meet: `str(error)` is one Chinese sentence saying what happened.

    Attributes:
        retryable: whether doing the same thing again may succeed.
        hint: one Chinese sentence saying what to do next; "" where the message says it itself.
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


class NotASummaryError(InputError):
    """A text that can be read but is no work summary: a tutorial, an advertisement, filler, English."""

    default_hint = "请换一份工作总结；若确是总结，可删去无关内容后再试。"


class NotFoundError(SummarizerError):
    """A document, section or version does not exist."""

    default_hint = "它可能已被删除，请回到“我的总结”查看。"


class ConflictError(SummarizerError):
    """Somebody else, or another tab, saved the same thing first."""

    default_hint = "您的文字没有丢失，请核对两个版本后再保存。"


class LeaseLostError(ConflictError):
    """A generation run was taken over by another process."""

    default_hint = "已写出的文字没有丢失，请刷新页面查看。"


class LockedError(SummarizerError):
    """The user has locked the section, so its text stays as it is."""

    default_hint = "如需修改，请先解除锁定。"


class NotAllowedError(SummarizerError):
    """The user's role, or what was shared with them, does not allow this."""

    default_hint = "如确有需要，请联系文档的主人或本单位的管理员。"


class QuotaError(SummarizerError):
    """The tokens of a user or of an organisation are used up."""

    default_hint = "可以改用离线起草，或请管理员调整额度；已有文字没有改动。"


class StorageError(SummarizerError):
    """The database cannot be read or written."""

    retryable = True
    default_hint = "请检查磁盘空间和数据文件夹的写入权限，再试一次。"


class DatabaseAwayError(StorageError):
    """The database server cannot be reached; it may be starting again."""

    default_hint = "请检查网络，稍后再试（网页会自动恢复），或联系管理员；已存的文字都在。"


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
    default_hint = "请先在“设置”里配置，或改用离线起草（命令行加 --engine offline）。"


class PromptTooLongError(EngineError):
    """A section's facts alone do not fit into the model's context."""

    retryable = False
    default_hint = "请把这一节拆成两节，或换用上下文更长的模型。"


class CircuitOpenError(EngineError):
    """The endpoint failed several times in a row, so no request is sent for a while."""

    default_hint = "已有文字没有改动，请稍等片刻再重试。"


class ModelFileError(EngineError):
    """A model file on this computer is missing, is something else, or cannot be loaded."""

    retryable = False
    default_hint = "请到“设置”里重新下载，或选择另一个 GGUF 文件。"


class DownloadError(EngineError):
    """A model file could not be downloaded; what came of it is kept."""

    default_hint = "已下载的部分保留着，请检查网络后点“继续下载”。"


class EndpointError(EngineError):
    """The endpoint refused the request or could not be reached.

    Attributes:
        retry_after_s: seconds the server asks to wait, None when it does not say.
    """

    def __init__(self, message: str, *, hint: str | None = None, retry_after_s: float | None = None) -> None:
        super().__init__(message, hint=hint)
        self.retry_after_s = retry_after_s


class BadKeyError(EndpointError):
    """The key is missing, wrong or not allowed to do this."""

    retryable = False
    default_hint = "请核对密钥（OPENAI_API_KEY）是否完整、有效，并与接口地址属于同一家。"


class NoCreditError(EndpointError):
    """The account has no credit or quota left."""

    retryable = False
    default_hint = "请到服务商的控制台充值或更换密钥。"


class UnknownModelError(EndpointError):
    """The endpoint has no such model."""

    retryable = False
    default_hint = "请核对模型名称（SUMMARIZER_MODEL），用服务商文档里的写法。"


class WrongAddressError(EndpointError):
    """Something answers at the base URL, but not the interface."""

    retryable = False
    default_hint = "请核对接口地址（OPENAI_BASE_URL），通常以 /v1 结尾。"


class ForbiddenAddressError(EndpointError):
    """A server that many people use may not connect to this address."""

    retryable = False
    default_hint = "请在“设置”里换一个接口；确需使用的，请管理员把它写进 SUMMARIZER_ENDPOINTS。"


class RequestRefusedError(EndpointError):
    """The endpoint does not accept the request as it is."""

    retryable = False
    default_hint = "请减少本节的事实或范文，或换一个模型再试。"


class RateLimitedError(EndpointError):
    """Too many requests."""

    default_hint = "已有文字没有改动，请稍等片刻再重试，或调小 SUMMARIZER_CONCURRENCY。"


class ServerFailureError(EndpointError):
    """The server failed on its side."""

    default_hint = "这是服务商一侧的故障，已有文字没有改动，请稍后重试。"


class UnreachableError(EndpointError):
    """No connection could be made."""

    default_hint = "请检查网络和接口地址（OPENAI_BASE_URL）；已有文字没有改动。"


class CertificateError(UnreachableError):
    """The encrypted connection could not be trusted or set up."""

    retryable = False
    default_hint = "请检查电脑的日期时间；单位网络使用自签证书的，请把证书文件路径设为 SSL_CERT_FILE。"


class ProxyFailedError(UnreachableError):
    """The proxy refused or failed."""

    retryable = False
    default_hint = "请检查代理设置（HTTPS_PROXY），内网地址可加进 NO_PROXY。"


class AnswerError(EngineError):
    """An answer came, but not one that can be used as it is; what was written so far is kept."""

    default_hint = "已写出的文字保留着，请重试。"


class StalledError(AnswerError):
    """Nothing more came within the time allowed."""


class BrokenStreamError(AnswerError):
    """The connection ended in the middle of the answer."""


class EmptyAnswerError(AnswerError):
    """The answer holds no text."""

    default_hint = "请重试；如仍为空，请换一个模型。"


class UnusableAnswerError(AnswerError):
    """The model wrote something that is no prose of the section: the prompt said after us, English."""

    default_hint = "请重试；如仍这样，请换一个模型。"


class TruncatedAnswerError(AnswerError):
    """The answer was cut off at the length limit."""

    default_hint = "已写出的文字保留着，可调小本节字数或换一个模型后重试。"


class StoppedError(AnswerError):
    """The user ended the answer before it was whole."""

    retryable = False
    default_hint = "已有文字没有改动。"


class FilteredAnswerError(AnswerError):
    """The provider's content filter stopped the answer."""

    retryable = False
    default_hint = "已写出的文字保留着，可换一种说法写这几条事实，或换用离线起草。"


class MalformedAnswerError(AnswerError):
    """What came is not what the protocol prescribes."""

    retryable = False
    default_hint = "请确认接口与 OpenAI 兼容，或换一个接口。"


class HugeAnswerError(AnswerError):
    """The answer is far longer than asked for."""

    retryable = False
    default_hint = "多余的部分没有保留，请换一个模型或重试。"
