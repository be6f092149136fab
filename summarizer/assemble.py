"""Settings to a ready pipeline: the one place that chooses implementations."""

from collections.abc import Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from summarizer.domain import User
from summarizer.drafting.composer import Composer
from summarizer.drafting.engines import ENGINES
from summarizer.drafting.presets import Target, resolve_target
from summarizer.errors import ConfigurationError
from summarizer.pipeline import Pipeline
from summarizer.pipeline.core import Parts
from summarizer.protocols import Drafter, Embedder
from summarizer.settings import Settings
from summarizer.store import Pool, SqlStore, open_store

if TYPE_CHECKING:
    from summarizer.drafting.local.model import LocalModel
    from summarizer.library.sample_library import SampleLibrary

_REASONS: Final[Mapping[str, str]] = {
    "int_parsing": "应是整数",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
}
_NO_EMBEDDER: Final = frozenset({"none", "off"})


def load_settings() -> Settings:
    """The settings of the environment and `.env`.

    Raises:
        ConfigurationError: a value cannot be used; the message names the variable but never its value.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        variable = str(problem["loc"][0]).upper() if problem["loc"] else ""
        message = f"设置 {variable} 的值不能用：{_REASONS.get(problem['type'], '格式不对')}"
        raise ConfigurationError(message) from None
    except (OSError, UnicodeDecodeError) as error:
        message = "读不了设置文件 .env"
        raise ConfigurationError(message, hint="请确认它是 UTF-8 编码的文本文件，并且有读取权限。") from error
    if settings.engine not in {"auto", *ENGINES}:
        message = f"设置 SUMMARIZER_ENGINE 的值不能用：只能是 auto、{'、'.join(ENGINES)}"
        raise ConfigurationError(message)
    return settings


def build_drafters(
    settings: Settings, *, target: Target | None = None, local: "LocalModel | None" = None
) -> Mapping[str, Drafter]:
    """The configured drafters by engine name; the offline composer is always there.

    Args:
        settings: of the environment.
        target: the endpoint that was chosen; the settings' own when not given.
        local: the local model others use, too; one of its own is made when the settings name a file.

    Raises:
        ConfigurationError: the endpoint's address is none.
    """
    composer = Composer()
    drafters: dict[str, Drafter] = {}
    target = target if target is not None else resolve_target(settings)
    if target is not None:
        drafters["llm"] = _llm_drafter(target, composer, settings.concurrency)
    local = local if local is not None else build_local_model(settings)
    if local is not None:
        drafters["local"] = _local_drafter(local, composer)
    return {**drafters, composer.engine: composer}


def build_local_model(settings: Settings) -> "LocalModel | None":
    """The model on this computer the settings name; nothing is started. None when there is none.

    Where its library is missing, `auto` shall pass it over; whoever asks for it by name is told.
    """
    if settings.gguf is None:
        return None
    from summarizer.drafting.local.model import LocalModel
    from summarizer.drafting.local.process import Serving, is_installed

    if not (is_installed() or settings.engine == "local"):
        return None

    return LocalModel(Serving(gguf=settings.gguf))


def _llm_drafter(target: Target, composer: Composer, concurrency: int) -> Drafter:
    # Without an endpoint nobody waits for the templates' library.
    from summarizer.drafting.budget import Budget
    from summarizer.drafting.endpoint import ChatEndpoint
    from summarizer.drafting.llm_drafter import LlmDrafter

    budget = Budget(target.model, context=target.context_tokens, price=target.price)
    endpoint = ChatEndpoint(target, concurrency=concurrency)
    return LlmDrafter(endpoint, composer=composer, budget=budget)


def _local_drafter(local: "LocalModel", composer: Composer) -> Drafter:
    from summarizer.drafting.budget import LOCAL_PASSAGE_TOKENS, Budget
    from summarizer.drafting.llm_drafter import LlmDrafter

    budget = Budget(local.name, context=local.context_tokens, passages=LOCAL_PASSAGE_TOKENS)
    return LlmDrafter(local, composer=composer, budget=budget, engine="local")


def build_pipeline(
    settings: Settings | None = None,
    *,
    drafters: Mapping[str, Drafter] | None = None,
    target: Target | None = None,
) -> Pipeline:
    """A pipeline on the configured database, made or migrated when needed.

    Args:
        settings: those of the environment when not given.
        drafters: those of the settings when not given.
        target: the endpoint for vectors; the settings' own when not given.

    Raises:
        ConfigurationError: settings cannot be used.
        StorageError: the database cannot be opened or written.
    """
    settings = settings if settings is not None else load_settings()
    drafters = drafters if drafters is not None else build_drafters(settings)
    store = open_store(settings.resolved_database_url, pool=Pool(size=settings.database_pool))

    @cache
    def embedder() -> Embedder | None:
        return build_embedder(settings, target=target)

    def library(of: SqlStore) -> "SampleLibrary":
        # Loaders, cleaning and vectors: a third of a second the first page need not wait for.
        from summarizer.library.sample_library import SampleLibrary

        return SampleLibrary(of.samples, embedder=embedder())

    def seen_by(user: User) -> Parts:
        view = store.for_user(user)
        return Parts(store=view, library=partial(library, view))

    return Pipeline(
        store=store,
        drafters=drafters,
        default_engine=settings.engine,
        library=partial(library, store),
        seen_by=seen_by,
        concurrency=settings.concurrency,
        trash_days=settings.trash_days,
    )


def build_embedder(settings: Settings, *, target: Target | None = None) -> Embedder | None:
    """The embedder the settings name: the one that comes along, an endpoint's model, or none.

    Raises:
        ConfigurationError: a model is named, but no endpoint that has it.
    """
    from summarizer.retrieval.embedders import LazyEmbedder, bundled_embedder

    model = settings.embedding_model.strip()
    if model.lower() in _NO_EMBEDDER:
        return None
    if not model:
        return bundled_embedder()
    target = target if target is not None else resolve_target(settings)
    if target is None or not target.base_url:
        message = f"设置了 SUMMARIZER_EMBEDDING_MODEL={model}，但没有接口地址"
        raise ConfigurationError(message, hint="请设置 OPENAI_BASE_URL，或去掉这一项改用自带的向量模型。")
    return LazyEmbedder(model, lambda: _endpoint_embedder(target, model))


def _endpoint_embedder(target: Target, model: str) -> Embedder:
    from summarizer.retrieval.langchain import connect_embeddings

    key = "" if target.key is None else target.key.get_secret_value()
    return connect_embeddings(model, base_url=target.base_url, key=key)
