"""The commands and their exit codes: 0 done, 1 findings, 2 bad input, 3 the engine or the program failed."""

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from summarizer import __version__
from summarizer.assemble import build_drafters, build_pipeline, load_settings
from summarizer.cli import backup_commands, batch_commands, server
from summarizer.cli.admin_commands import admin
from summarizer.cli.chinese import ChineseCommand, ChineseGroup, is_usage_error, usage_sentence
from summarizer.cli.choices import Engine, Fonts, engine_named, font_set_named
from summarizer.cli.files import check_target, format_of, read_markdown, read_text, save
from summarizer.cli.layout_options import Attachments, Closing, Recipient, Seal, laid_out, layout_of
from summarizer.cli.output import BAD_INPUT, DONE, FAILED, FINDINGS, STOPPED, AsJson, print_json, say
from summarizer.cli.review_options import Review, Template, check_kinds, in_template, review_copy
from summarizer.cli.sample_commands import samples
from summarizer.cli.shapes import checked_json, drafted_json, places_of, proofread_json
from summarizer.cli.style import style_passages
from summarizer.cli.whole_text import as_one_section
from summarizer.domain import Finding, Section, SectionReport, Severity
from summarizer.drafting.engines import pick_drafter
from summarizer.errors import EngineError, EngineUnavailableError, InputError, SummarizerError
from summarizer.export import (
    Format,
    export_document,
    export_markdown_text,
    read_official_markdown,
    report_fonts,
)
from summarizer.factsheet import load_fact_sheet
from summarizer.logs import write_json_logs
from summarizer.pipeline import draft_document
from summarizer.proofread import Level, Remark, apply_fixes, load_lexicon
from summarizer.proofread import proofread as proofread_text
from summarizer.settings import check_sign_in_files
from summarizer.verify import check_section

_LONGEST_QUOTE: Final = 30

_SEVERITIES: Final[dict[Severity, str]] = {"error": "错误", "warn": "存疑", "info": "说明"}
_LEVELS: Final[dict[Level, str]] = {"error": "错误", "hint": "提示"}

app = typer.Typer(
    cls=ChineseGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="据实：写每一个数字都有出处的工会工作总结。",
    epilog="退出码：0 完成，1 有核查错误，2 输入不能用，3 起草失败。",
)

app.add_typer(samples, name="samples")
app.add_typer(admin, name="admin")
batch_commands.register(app)
backup_commands.register(app)

Facts = Annotated[Path, typer.Argument(metavar="事实单", help="Markdown 事实单，如 facts.md")]
Text = Annotated[Path, typer.Argument(metavar="文稿", help=".md、.txt 或 .docx 文稿")]


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="显示版本号后退出。")] = False,
) -> None:
    """Options that stand before the command."""
    if version:
        print(f"据实 summarizer {__version__}")


@app.command(cls=ChineseCommand, help="由事实单起草整篇总结。")
def draft(
    facts: Facts,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="文件", help="保存为 .docx、.pdf、.md 或 .txt；不写则打印 Markdown"
        ),
    ] = None,
    engine: Engine = "auto",
    fonts: Fonts = "standard",
    recipient: Recipient = "",
    closing: Closing = "",
    attachment: Attachments = None,
    seal: Seal = False,
    as_json: AsJson = False,
) -> int:
    """The whole job without a browser; the draft goes to a file or to stdout."""
    chosen, font_set = format_of(output) if output else Format.MD, font_set_named(fonts)
    if output is not None:
        check_target(output, inputs=[facts])
    document = laid_out(load_fact_sheet(facts), layout_of(recipient, closing, attachment, seal=seal))
    settings = load_settings()
    drafters = build_drafters(settings)
    chosen_engine = engine_named(engine, settings)
    with style_passages(settings, pick_drafter(chosen_engine, drafters)) as passages:
        drafted = draft_document(
            document,
            engine=chosen_engine,
            drafters=drafters,
            on_progress=_show_progress,
            concurrency=settings.concurrency,
            passages=passages,
        )
    if output is not None:
        content = export_document(drafted.document, format=chosen, fonts=font_set)
        save(output, content, inputs=[facts])
        say(f"已保存：{output}")
    if as_json:
        print_json(drafted_json(drafted))
    elif output is None:
        print(export_document(drafted.document, format=Format.MD).decode("utf-8"), end="")
    report = drafted.report
    say(
        f"事实 {report.facts_written}/{report.facts_total} 已写入，数据 {report.atoms_supported}/"
        f"{report.atoms_total} 有据，待补充 {report.placeholders} 处，待核 {report.doubts} 处"
        + ("（未使用大模型）" if drafted.engine == "offline" else "")
    )
    return DONE


@app.command(cls=ChineseCommand, help="按事实单核查任意文稿；有错误时退出码为 1。")
def check(facts: Facts, text: Text, as_json: AsJson = False) -> int:
    """Verifies any text against a fact sheet; FINDINGS when there is an error."""
    document = as_one_section(load_fact_sheet(facts), read_text(text))
    whole = document.sections[0]
    report = check_section(document, whole)
    if as_json:
        print_json(checked_json(document, report))
    else:
        for finding in report.findings:
            print(_finding_line(finding, whole))
        print(_verdict(report))
    return FINDINGS if report.errors else DONE


@app.command(cls=ChineseCommand, help="校对文稿的标点、数字、序号和用字；有错误时退出码为 1。")
def proofread(
    text: Text,
    fix: Annotated[
        bool, typer.Option("--fix", help="改好有把握的地方，打印改后的文稿；其余意见写到标准错误")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="文件", help="与 --fix 同用：保存为 .docx、.pdf、.md 或 .txt"),
    ] = None,
    lexicon: Annotated[
        Path | None, typer.Option("--lexicon", metavar="词表", help="本单位的用语，TOML 文件")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Text rules on any text; FINDINGS when there is an error, with `--fix` when one is left."""
    if output is not None and not fix:
        message = "-o 只能和 --fix 一起用"
        raise InputError(message, hint="请加上 --fix，或去掉 -o。")
    chosen = format_of(output) if output else Format.MD
    words = load_lexicon(lexicon) if lexicon else None
    written = read_text(text)
    remarks = proofread_text(written, lexicon=words)
    shown = apply_fixes(written, remarks, lexicon=words) if fix else written
    left = proofread_text(shown, lexicon=words) if fix else remarks
    if output is not None:
        laid_out = chosen in {Format.DOCX, Format.PDF}
        content = export_markdown_text(shown, format=chosen) if laid_out else shown.encode()
        save(output, content, inputs=[text, *([lexicon] if lexicon else [])])
    if as_json:
        print_json(proofread_json(shown, left, fixed=fix))
    elif fix:
        if output is None:
            print(shown.replace("\r\n", "\n"), end="" if shown.endswith("\n") else "\n")
        for line in _remark_lines(left, shown):
            say(line)
        say(f"已改 {sum(one.fixable for one in remarks)} 处。" + (f"已保存：{output}" if output else ""))
    else:
        print("\n".join(_remark_lines(left, shown)))
    return FINDINGS if any(remark.level == "error" for remark in left) else DONE


@app.command(cls=ChineseCommand, help="把任意文稿排成公文格式（GB/T 9704）。")
def export(
    text: Text,
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件", help="保存为 .docx、.pdf、.md 或 .txt")
    ],
    fonts: Fonts = "standard",
    recipient: Recipient = "",
    closing: Closing = "",
    attachment: Attachments = None,
    seal: Seal = False,
    review: Review = None,
    template: Template = None,
    check_fonts: Annotated[
        bool, typer.Option("--check-fonts", help="说明文件用到的字体中，这台电脑缺哪些")
    ] = False,
) -> int:
    """Lays out any text after GB/T 9704, as a review copy, or in a template of one's own."""
    chosen, font_set = format_of(output), font_set_named(fonts)
    layout = layout_of(recipient, closing, attachment, seal=seal)
    check_kinds(chosen, review, template)
    written = read_markdown(text)
    if review is not None:
        content = review_copy(written, load_fact_sheet(review), fonts=font_set, layout=layout)
    elif template is not None:
        content, remarks = in_template(written, template, fonts=font_set, layout=layout)
        for remark in remarks:
            say(remark)
    else:
        content = export_markdown_text(written, format=chosen, fonts=font_set, layout=layout)
    save(output, content, inputs=[one for one in (text, review, template) if one is not None])
    say(f"已保存：{output}")
    if check_fonts:
        report = report_fonts(read_official_markdown(written, layout=layout), fonts=font_set)
        for sentence in report.sentences(embedded=chosen is Format.PDF) or (
            "文件用到的字体，这台电脑都有。",
        ):
            say(sentence)
    return DONE


@app.command(cls=ChineseCommand, help="打开网页程序。")
def serve(
    port: Annotated[
        int, typer.Option("--port", metavar="端口", show_default=False, help="网页端口，默认 8501")
    ] = 8501,
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="地址", show_default=False, help="监听地址，默认 127.0.0.1，只有本机能打开"
        ),
    ] = "127.0.0.1",
    browser: Annotated[
        bool,
        typer.Option("--browser/--no-browser", show_default=False, help="启动后打开浏览器（默认）或不打开"),
    ] = True,
) -> int:
    """Runs the web app until it is stopped."""
    server.check_port(host, port)
    if load_settings().log == "json":
        write_json_logs()
    # What cannot be used is told here, where it is one line, rather than on every page.
    check_sign_in_files()
    build_pipeline().close()
    say(f"据实正在启动，请用浏览器打开 {server.address_of(host, port)} （按 Ctrl+C 停止）")
    return DONE if server.run(host=host, port=port, opens_browser=browser) == 0 else FAILED


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; the exit code.

    Whatever goes wrong is one Chinese line on stderr; `SUMMARIZER_DEBUG=1` adds the traceback.

    Args:
        arguments: without the program's name; those of the process when not given.
    """
    _write_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = app(args=given or ["--help"], prog_name="summarizer", standalone_mode=False)
        sys.stdout.flush()
        if code == STOPPED:
            # Newer versions of typer turn Ctrl+C into this code without a word.
            raise KeyboardInterrupt
    except (BrokenPipeError, SystemExit):
        # The reader (head, less) has seen enough, which typer turns into SystemExit; nothing more can be
        # printed, not even when Python flushes at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - no traceback ever reaches a user
        if os.environ.get("SUMMARIZER_DEBUG") == "1":
            traceback.print_exc()
        sentence, code = _told(error)
        say(" ".join(sentence.split()))
    return code if isinstance(code, int) else DONE


def _told(error: BaseException) -> tuple[str, int]:
    """One sentence for what went wrong, and the exit code."""
    if isinstance(error, SummarizerError):
        is_failure = isinstance(error, EngineError) and not isinstance(error, EngineUnavailableError)
        return error.sentence, FAILED if is_failure else BAD_INPUT
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return "已停止。", STOPPED
    if is_usage_error(error):
        return usage_sentence(error), BAD_INPUT
    name = type(error).__name__
    return f"程序内部出错（{name}），输入的文件没有改动。设置 SUMMARIZER_DEBUG=1 后再运行可看到详情。", FAILED


def _write_utf8() -> None:
    """Makes output UTF-8: a Chinese Windows console's GBK lacks many characters and would raise."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _show_progress(done: int, total: int, section: Section) -> None:
    say(f"[{done}/{total}] {section.heading}")


def _finding_line(finding: Finding, section: Section) -> str:
    place = "" if finding.start is None else f"第{section.text.count(chr(10), 0, finding.start) + 1}行"
    quoted = f"“{' '.join(finding.text.split())}”"
    return f"[{_SEVERITIES[finding.severity]}] {place}{quoted} {finding.message}"


def _remark_lines(remarks: Sequence[Remark], text: str) -> list[str]:
    """One line for every remark, and a last one that counts them."""
    places = places_of((remark.start for remark in remarks), text)
    lines = []
    for remark, (line, column) in zip(remarks, places, strict=True):
        quoted = " ".join(remark.text.split()) or "空格"
        shortened = quoted if len(quoted) <= _LONGEST_QUOTE else f"{quoted[:_LONGEST_QUOTE]}…"
        clause = f"（{remark.clause}）" if remark.clause else ""
        lines.append(
            f"[{_LEVELS[remark.level]}] 第{line}行第{column}字“{shortened}” {remark.message}{clause}"
        )
    errors = sum(remark.level == "error" for remark in remarks)
    fixable = sum(remark.fixable for remark in remarks)
    mended = f"，其中 {fixable} 处可用 --fix 改好" if fixable else ""
    lines.append(f"{errors} 处错误，{len(remarks) - errors} 处提示{mended}。")
    return lines


def _verdict(report: SectionReport) -> str:
    counts = (
        f"事实 {report.facts_written}/{report.facts_total} 已写入，"
        f"数据 {report.atoms_supported}/{report.atoms_total} 有据"
    )
    return f"{counts}，{report.errors} 处错误，{report.doubts - report.errors} 处存疑。"
