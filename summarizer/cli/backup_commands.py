"""`backup` and `restore`: the whole database to a file and back."""

from pathlib import Path
from typing import Annotated

import typer

from summarizer.assemble import load_settings
from summarizer.cli.chinese import ChineseCommand
from summarizer.cli.files import check_source
from summarizer.cli.output import DONE, say
from summarizer.errors import InputError
from summarizer.store.backup import back_up, holds_documents
from summarizer.store.backup import restore as restore_database

File = Annotated[Path, typer.Argument(metavar="文件", help="备份文件")]


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command(cls=ChineseCommand, help="把全部数据备份成一个文件；据实正在运行时也可以。")(backup)
    app.command(cls=ChineseCommand, help="用备份文件恢复全部数据；现有数据先自动留一份。")(restore)


def backup(file: File) -> int:
    """Writes a checked copy of the database."""
    made = back_up(load_settings().resolved_database_url, file)
    counted = "" if made.documents is None else f"，{made.documents} 份总结"
    say(f"已备份并检查：{made.path}（{made.size_bytes / 1_000_000:.1f} MB{counted}）")
    return DONE


def restore(
    file: File,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="确认用备份替换现在的全部数据")] = False,
) -> int:
    """Replaces the database by a backup."""
    settings = load_settings()
    check_source(file)
    if not yes and holds_documents(settings.resolved_database_url):
        message = "恢复会用备份替换现在的全部总结和范文，没有执行"
        raise InputError(message, hint="确定要恢复请加上 --yes；现有数据会先自动留一份。")
    kept = restore_database(settings.resolved_database_url, file, keep_in=settings.home)
    say(f"已从“{file}”恢复。" + (f"恢复前的数据留在：{kept}" if kept is not None else ""))
    return DONE
