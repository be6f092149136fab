"""Prompt templates: the only home of jinja2, in a sandbox that can neither compute nor run for long.

Templates come from a folder an administrator may edit; values come from users and samples. A value can
therefore never become a tag of the prompt, and a template can call nothing, import nothing and loop
over nothing but the values it is given.
"""

import hashlib
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from jinja2 import FunctionLoader, StrictUndefined, Template, TemplateError, Undefined, meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from summarizer.errors import ConfigurationError
from summarizer.text.characters import clean_line

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_SUFFIX: Final = ".md.j2"
_NAME: Final = re.compile(r"_?[a-z]+(?:_[a-z]+)*" + re.escape(_SUFFIX))
_LARGEST_BYTES: Final = 16_384
_LONGEST_CHARS: Final = 200_000
_LONGEST_S: Final = 2.0
_DEEPEST_LOOP: Final = 2
_BLANK_LINES: Final = re.compile(r"\n{3,}")
# A full-width bracket reads the same and closes no tag; the same goes for the marks of chat templates.
_NEUTRAL: Final = str.maketrans("<>", "＜＞")


class Templates:
    """The templates of one folder, compiled when first used."""

    def __init__(self, folder: Path | None = None) -> None:
        """Args: folder: holds the `*.md.j2` files; those shipped when not given."""
        self._folder = folder if folder is not None else shipped_folder()
        self._environment = _Environment(
            loader=FunctionLoader(self._source),
            undefined=StrictUndefined,
            finalize=neutral,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.clear()
        self._environment.filters = {name: self._environment.filters[name] for name in ("join", "length")}

    def render(self, name: str, **values: object) -> str:
        """The text of template `name` (without suffix), at most one blank line in a row.

        Raises:
            ConfigurationError: the template is missing, breaks a rule, or asks for a value there is not.
        """
        file = name + _SUFFIX
        try:
            template = self._environment.get_template(file)
            text = "".join(_bounded(template, values))
        except (TemplateError, OSError, UnicodeDecodeError, RecursionError, TypeError) as error:
            raise _unusable(file, error) from error
        return _BLANK_LINES.sub("\n\n", text).strip()

    def sha256(self, *names: str) -> str:
        """The hash of the templates' sources and of all they include; changes with any of them."""
        digest = hashlib.sha256()
        for file in sorted(self._included({name + _SUFFIX for name in names})):
            digest.update(f"{file}\0{self._source(file)}\0".encode())
        return digest.hexdigest()

    def source(self, name: str) -> str:
        """The source of template `name`."""
        return self._source(name + _SUFFIX)

    def names(self) -> tuple[str, ...]:
        """All templates of the folder, sorted."""
        return tuple(sorted(path.name.removesuffix(_SUFFIX) for path in self._folder.glob(f"*{_SUFFIX}")))

    def _included(self, files: set[str]) -> set[str]:
        found, pending = set[str](), list(files)
        while pending:
            file = pending.pop()
            if file not in found:
                found.add(file)
                syntax = self._environment.parse(self._source(file))
                pending += [name for name in meta.find_referenced_templates(syntax) if name is not None]
        return found

    def _source(self, file: str) -> str:
        if _NAME.fullmatch(file) is None:
            message = f"{file} is not a template's name"
            raise SecurityError(message)
        path = self._folder / file
        if path.stat().st_size > _LARGEST_BYTES:
            message = f"{file} is larger than {_LARGEST_BYTES} bytes"
            raise SecurityError(message)
        source = path.read_text(encoding="utf-8")
        _check_syntax(self._environment.parse(source), file)
        return source


def shipped_folder() -> Path:
    """`prompts/` of the installed package, else of the source tree."""
    inside = _PACKAGE / "prompts"
    return inside if inside.is_dir() else _PACKAGE.parent / "prompts"


def neutral(value: object) -> object:
    """`value` as it may stand in a prompt: without angle brackets, control and invisible characters."""
    if isinstance(value, Undefined):
        return str(value)
    if not isinstance(value, str):
        return value
    lines = (clean_line(line) for line in value.splitlines())
    return "\n".join(line for line in lines if line).translate(_NEUTRAL)


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox without arithmetic that grows and without calls."""

    intercepted_binops = frozenset({"*", "**", "%", "+", "//"})

    def call_binop(self, context: object, operator: str, left: object, right: object) -> Any:  # noqa: ANN401
        message = f"templates may not use {operator}"
        raise SecurityError(message)

    def is_safe_callable(self, obj: object) -> bool:
        return False


def _check_syntax(syntax: nodes.Template, file: str) -> None:
    """Refuses what could run for long.

    Raises:
        SecurityError: a macro, an import, or loops nested too deep.
    """
    for forbidden in (nodes.Macro, nodes.CallBlock, nodes.Import, nodes.FromImport, nodes.Extends):
        if next(syntax.find_all(forbidden), None) is not None:
            message = f"{file} uses {forbidden.__name__}"
            raise SecurityError(message)
    if _loop_depth(syntax) > _DEEPEST_LOOP:
        message = f"{file} nests loops too deep"
        raise SecurityError(message)
    for loop in syntax.find_all(nodes.For):
        if loop.recursive or next(loop.find_all(nodes.Include), None) is not None:
            message = f"{file} repeats a template in a loop"
            raise SecurityError(message)


def _loop_depth(node: nodes.Node) -> int:
    deepest = max((_loop_depth(child) for child in node.iter_child_nodes()), default=0)
    return deepest + isinstance(node, nodes.For)


def _bounded(template: Template, values: dict[str, object]) -> Iterator[str]:
    deadline, length = time.monotonic() + _LONGEST_S, 0
    for piece in template.generate(values):
        length += len(piece)
        if length > _LONGEST_CHARS or time.monotonic() > deadline:
            message = "the text is too long or takes too long"
            raise SecurityError(message)
        yield piece


def _unusable(file: str, error: Exception) -> ConfigurationError:
    line = getattr(error, "lineno", None)
    place = f"第{line}行" if line else ""
    reason = "没有这个文件" if isinstance(error, FileNotFoundError) else f"{type(error).__name__}：{error}"
    return ConfigurationError(
        f"提示词模板 {file} {place}不能用（{' '.join(reason.split())}）",
        hint="请恢复 prompts 文件夹里的原模板。",
    )
