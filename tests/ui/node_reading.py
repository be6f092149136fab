"""What a tree of nodes says and offers."""

from collections.abc import Iterator

from summarizer.ui.components.paper import Node


def walk(*nodes: Node) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(*node.kids)


def text_of(*nodes: Node) -> str:
    return "".join(node.text for node in walk(*nodes))


def acts(*nodes: Node) -> list[tuple[str, str]]:
    return [node.act for node in walk(*nodes) if node.act is not None]
