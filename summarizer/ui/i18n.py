"""Streamlit's own English words and their Chinese: Streamlit 1.67 has no language setting."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "add icon": "添加",
        "Add files": "添加文件",
        "Always rerun": "总是刷新",
        "Browse files": "选择文件",
        "Cancel": "取消",
        "Choose an option": "请选择",
        "Choose options": "请选择",
        "Clear all": "全部清除",
        "Clear entry": "清除",
        "Clear value": "清除",
        "Close": "关闭",
        "CONNECTING": "正在连接",
        "Connecting": "正在连接",
        "Connection error": "连接中断",
        "Connection timed out": "连接超时",
        "Connection timed out.": "连接超时。",
        "Decrease value": "减少",
        "Drag and drop a file here": "把文件拖到这里",
        "Drag and drop file here": "把文件拖到这里",
        "Drag and drop files here": "把文件拖到这里",
        "Error": "出错了",
        "Error uploading file": "文件没有传上来",
        "File Uploader": "选择文件",
        "Increase value": "增加",
        "Invalid input.": "内容不合要求。",
        "Network error": "网络中断",
        "No results": "没有匹配的选项",
        "Open": "展开",
        "Page not found": "没有这个页面",
        "Press Ctrl+Enter to apply": "按 Ctrl+Enter 保存",
        "Press Enter to apply": "按回车键确认",
        "Press ⌘+Enter to apply": "按 ⌘+Enter 保存",
        "Reconnected to server.": "已重新连接。",
        "Remove file": "移除文件",
        "RUNNING...": "正在处理",
        "Running...": "正在处理",
        "Script execution error": "页面出错了",
        "Scroll tabs left": "向左",
        "Scroll tabs right": "向右",
        "Select all": "全选",
        "Skip to main content": "跳到正文",
        "Stop": "停止",
        "Streamlit server is not responding. Are you connected to the internet?": (
            "据实服务没有响应，可能已经停止，或者网络断了。写好的文字已存在本机浏览器，连上后自动保存。"
        ),
        "Try again": "重试",
        "Unable to connect to Streamlit server": "连不上本机的据实服务，请确认它仍在运行",
        "Unknown error": "未知错误",
        "Upload": "选择文件",
        "View less": "收起",
    }
)
"""English text as Streamlit writes it, to the Chinese shown instead."""

PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    (r"^Press (.+) to (?:apply|submit form)$", "按 $1 保存"),
    (r"^(?:Limit )?(\d+) ?MB per file$", "单个文件不超过 $1 MB"),
    (r"^(?:Limit )?(\d+) ?MB per file • (.+)$", "单个文件不超过 $1 MB　$2"),
    (r"^Add: (.+)$", "填写：$1"),
    (r"^Remove (.+)$", "移除 $1"),
    (r"^Delete (.+)$", "移除 $1"),
    (r"^Selected (.+?)\..*$", "已选 $1"),
    (r"^(.+) is not allowed\.?.*$", "不支持这种文件：$1"),
    (r"^You have requested page .*$", "网址可能写错了，下面是首页。"),
    (r"^The page that you have requested .*$", "网址可能写错了，下面是首页。"),
    (r"^(\d+) options? available\.?$", "共 $1 项"),
    (r"^File must be (\S+) or smaller\.?$", "文件不能超过 $1"),
)
"""JavaScript regular expressions over the whole text and what replaces them; the first match counts."""
