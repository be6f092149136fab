"""Chinese for what the command line library says in English: help pages and usage errors.

Typer ships its own copy of click in newer versions, so nothing here imports click: errors are told
apart by the names of their classes and help pages are translated as text.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from typer.core import TyperCommand, TyperGroup

_WORDS: Final[Mapping[str, str]] = {
    "Usage: ": "用法：",
    "\nOptions:\n": "\n选项：\n",
    "\nArguments:\n": "\n参数：\n",
    "\nCommands:\n": "\n命令：\n",
    "Show this message and exit.": "显示本说明后退出。",
    "COMMAND [ARGS]...": "命令 [参数]…",
    "[OPTIONS]": "[选项]",
    "  [required]": "（必填）",
    "<path>": "路径",
}
_SENTENCES: Final[Mapping[str, str]] = {
    "MissingParameter": "缺少{parameter}",
    "BadParameter": "这个值不能用于{parameter}{wanted}",
    "NoSuchOption": "没有 {option} 这个选项",
    "BadOptionUsage": "选项 {option} 的写法不对，后面可能缺少内容",
}
_MESSAGES: Final[Mapping[re.Pattern[str], str]] = {
    re.compile(r"No such command '(.*?)'"): "没有 {} 这个命令",
    re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)"): "多出了 {}",
}
_WANTED: Final[Mapping[re.Pattern[str], str]] = {
    re.compile(r"valid integer"): "，应为整数",
    re.compile(r"greater than or equal to (\d+)"): "，不能小于{}",
    re.compile(r"less than or equal to (\d+)"): "，不能大于{}",
    re.compile(r"not in the range (\d+)<=x<=(\d+)"): "，应为{}到{}的整数",
}
_SEE_HELP: Final = "用 summarizer --help 查看用法。"


class ChineseCommand(TyperCommand):
    """A command whose help page is Chinese."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - the context class differs between typer versions
        """The help page."""
        return _translated(super().get_help(ctx))


class ChineseGroup(TyperGroup):
    """A group of commands whose help page is Chinese."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - the context class differs between typer versions
        """The help page."""
        return _translated(super().get_help(ctx))


def is_usage_error(error: BaseException) -> bool:
    """True for the errors the command line library raises about what was typed."""
    return hasattr(error, "format_message")


def usage_sentence(error: BaseException) -> str:
    """One Chinese sentence for a usage error of the command line library."""
    wording = _SENTENCES.get(type(error).__name__)
    if wording is not None:
        told = wording.format(parameter=_parameter(error), option=_option(error), wanted=_wanted(error))
        return f"{told}。{_SEE_HELP}"
    message = str(getattr(error, "message", ""))
    for pattern, answer in _MESSAGES.items():
        if match := pattern.match(message):
            return f"{answer.format(*match.groups())}。{_SEE_HELP}"
    return f"命令的写法不对。{_SEE_HELP}"


def _translated(page: str) -> str:
    for english, chinese in _WORDS.items():
        page = page.replace(english, chinese)
    return page


def _parameter(error: BaseException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "参数"
    options = [name for name in parameter.opts if name.startswith("-")]
    return f"选项 {options[-1]}" if options else f"参数“{parameter.metavar or parameter.name}”"


def _wanted(error: BaseException) -> str:
    """，应为整数 or what else is known of a value that is refused; "" when nothing is."""
    message = str(getattr(error, "message", ""))
    found = ((pattern.search(message), answer) for pattern, answer in _WANTED.items())
    return next((answer.format(*match.groups()) for match, answer in found if match), "")


def _option(error: BaseException) -> str:
    return str(getattr(error, "option_name", ""))
