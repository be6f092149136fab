"""What one browser tab shows: the elements the server sent and the values of their widgets; no network.

It follows Streamlit's own frontend where the server can see a difference: which widgets tell their values,
which messages are kept so that the server need only name them, and what disappears at the end of a run.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

Path = tuple[int, ...]
_INTERNAL: Final = "$$STREAMLIT_INTERNAL_KEY_"
_TEXT: Final = ("text_input", "text_area")
_CHOICE: Final = ("radio", "selectbox")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What stands at one place of the page, and the run that put it there last."""

    delta: Delta
    run: str


def state(widget_id: str, **value: Any) -> WidgetState:  # noqa: ANN401 - one field of many types
    """The value of a widget as it is sent: `state(id, trigger_value=True)`."""
    return WidgetState(id=widget_id, **value)


def component_value(widget_id: str, name: str, value: object) -> WidgetState:
    """What a component sends with setStateValue."""
    return state(widget_id, json_value=json.dumps({name: value}, ensure_ascii=False))


def component_trigger(widget_id: str, name: str, value: object) -> WidgetState:
    """What a component sends with setTriggerValue."""
    events = json.dumps([{"event": name, "value": value}], ensure_ascii=False)
    return state(f"{_INTERNAL}{widget_id}__events", json_trigger_value=events)


def component_data(component: Any) -> dict[str, Any]:  # noqa: ANN401 - a message of protobuf
    """What the server gave a component."""
    source = component.mixed.json if component.WhichOneof("data") == "mixed" else component.json
    data: dict[str, Any] = json.loads(source or "{}")
    return data


class Page:
    """Elements by their place, widgets by their key, and what is known of messages sent before."""

    def __init__(self) -> None:
        self._places: dict[Path, _Place] = {}
        self._values: dict[str, WidgetState] = {}
        self._kept: dict[str, tuple[ForwardMsg, int]] = {}
        self._kept_runs = 2
        self._run = ""
        self._fragments: frozenset[str] = frozenset()
        self._runs = 0

    def take(self, message: ForwardMsg) -> ForwardMsg:
        """The message, in full when the server only named one it had sent before; the page follows it."""
        whole = self._whole(message)
        kind = whole.WhichOneof("type")
        if kind == "new_session":
            self._begin(whole)
        elif kind == "delta":
            self._put(whole)
        elif kind == "script_finished":
            self._clear(whole)
        return whole

    def _whole(self, message: ForwardMsg) -> ForwardMsg:
        if message.WhichOneof("type") == "ref_hash":
            known, _ = self._kept[message.ref_hash]
            whole = ForwardMsg()
            whole.CopyFrom(known)
            whole.metadata.CopyFrom(message.metadata)
            self._kept[message.ref_hash] = known, self._runs
            return whole
        if message.metadata.cacheable and message.hash:
            self._kept[message.hash] = message, self._runs
        return message

    def _begin(self, message: ForwardMsg) -> None:
        self._run = message.metadata.run.script_run_id
        self._fragments = frozenset(message.metadata.run.fragment_ids)
        self._kept_runs = message.new_session.config.max_cached_message_age or self._kept_runs

    def _put(self, message: ForwardMsg) -> None:
        path = tuple(message.metadata.delta_path)
        if message.delta.WhichOneof("type") == "new_element":
            for inner in [place for place in self._places if place[: len(path)] == path]:
                del self._places[inner]
            self._follow(message.delta)
        self._places[path] = _Place(delta=message.delta, run=self._run)

    def _follow(self, delta: Delta) -> None:
        """A value the script gave to a widget takes the place of what stood in it."""
        kind = delta.new_element.WhichOneof("type") or ""
        if kind in {*_TEXT, *_CHOICE, "checkbox", "button_group"}:
            widget = getattr(delta.new_element, kind)
            if widget.set_value:
                self._values.pop(widget.id, None)

    def _clear(self, message: ForwardMsg) -> None:
        """What a run has not drawn again is gone; a fragment's run concerns the fragment alone."""
        if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            self._drop(lambda place: True)
            self._runs += 1
            self._kept = {
                name: kept for name, kept in self._kept.items() if self._runs - kept[1] <= self._kept_runs
            }
        elif message.script_finished == ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY:
            self._drop(lambda place: place.delta.fragment_id in self._fragments)

    def _drop(self, concerns: Any) -> None:  # noqa: ANN401
        stale = [path for path, place in self._places.items() if concerns(place) and place.run != self._run]
        for path in stale:
            del self._places[path]
        shown = {widget.id for _, widget in self._widgets()}
        self._values = {name: value for name, value in self._values.items() if name in shown}

    @property
    def known(self) -> list[str]:
        """The hashes of the messages kept."""
        return list(self._kept)

    def _elements(self) -> Iterator[tuple[Path, str, Any]]:
        for path, place in self._places.items():
            kind = place.delta.new_element.WhichOneof("type")
            if place.delta.WhichOneof("type") == "new_element" and kind is not None:
                yield path, kind, getattr(place.delta.new_element, kind)

    def _widgets(self) -> Iterator[tuple[Path, Any]]:
        for path, _, element in self._elements():
            if getattr(element, "id", ""):
                yield path, element

    def find(self, key: str) -> Any:  # noqa: ANN401 - a message of protobuf
        """The widget of a key, or the first whose key begins so when `key` ends in a colon; None without."""
        for _, widget in self._widgets():
            name = widget.id.split("-", 2)[-1]
            if name == key or (key.endswith(":") and name.startswith(key)):
                return widget
        return None

    def button(self, key: str) -> WidgetState:
        """A click on a button.

        Raises:
            LookupError: it is not there, or cannot be clicked.
        """
        widget = self.find(key)
        if widget is None or widget.disabled:
            raise LookupError(f"no button {key} to click on; the page says: {' / '.join(self.bad_notices())}")
        return state(widget.id, trigger_value=True)

    def set(self, value: WidgetState) -> None:
        """Remembers a value, to be told with every request from now on."""
        self._values[value.id] = value

    def states(self) -> list[WidgetState]:
        """The values of the widgets on screen, those of their beginning included."""
        told = dict(self._values)
        for path, kind, element in self._elements():
            if getattr(element, "id", "") and element.id not in told and not self._is_folded(path):
                first = _first_value(kind, element)
                if first is not None:
                    told[element.id] = first
        return list(told.values())

    def _is_folded(self, path: Path) -> bool:
        """Whether an element is in a popover: nobody opened it, and a browser has not drawn what is in it."""
        above = (self._places.get(path[:end]) for end in range(1, len(path)))
        return any(one is not None and one.delta.add_block.HasField("popover") for one in above)

    def bad_notices(self) -> tuple[str, ...]:
        """The sentences above the page that tell of something that went wrong."""
        bad = [
            path
            for path, place in self._places.items()
            if place.delta.WhichOneof("type") == "add_block" and "-notice-bad" in place.delta.add_block.id
        ]
        return tuple(
            element.body
            for path, kind, element in self._elements()
            if kind == "markdown" and any(path[: len(box)] == box for box in bad)
        )


def _first_value(kind: str, widget: Any) -> WidgetState | None:  # noqa: ANN401
    if kind in _TEXT:
        return state(widget.id, string_value=widget.value if widget.set_value else widget.default)
    if kind == "checkbox":
        return state(widget.id, bool_value=widget.value if widget.set_value else widget.default)
    if kind in _CHOICE and widget.options:
        chosen = widget.raw_value if widget.set_value else widget.options[widget.default]
        return state(widget.id, string_value=chosen)
    if kind == "file_uploader":
        made = WidgetState(id=widget.id)
        made.file_uploader_state_value.SetInParent()
        return made
    if kind == "button_group":
        chosen = [widget.options[at].content for at in widget.default]
        made = WidgetState(id=widget.id)
        made.string_array_value.data.extend(widget.raw_values if widget.set_value else chosen)
        return made
    return None
