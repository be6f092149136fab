// The small window on a mark: the reason, what the facts say, and a button that puts it right.
import { closeHistory } from "prosemirror-history";
import { TextSelection } from "prosemirror-state";
import { button, make, place } from "./elements.js";
import { markAt, marksKey } from "./marks.js";

export class Bubble {
  constructor(view, frame) {
    this.view = view;
    this.frame = frame;
    this.element = make("div", { class: "bubble", id: "bubble", role: "dialog", "aria-label": "核查意见", hidden: true });
    this.element.addEventListener("mouseenter", () => clearTimeout(this.leaving));
    this.element.addEventListener("mouseleave", () => this.leave());
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.hide();
      view.focus();
    });
    this.mark = null;
  }

  // Under the pointer. It stays while the pointer is on its way into the window.
  over(position) {
    const mark = position === null ? null : markAt(this.view.state, position);
    clearTimeout(this.leaving);
    if (mark) this.show(mark);
    else if (this.mark) this.leave();
  }

  leave() {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => this.hide(), 250);
  }

  // Under the caret, moved there by keys or a click.
  atCaret() {
    const { selection } = this.view.state;
    const mark = selection.empty ? markAt(this.view.state, selection.from) : null;
    if (mark) this.show(mark);
    else this.hide();
  }

  show(mark) {
    clearTimeout(this.leaving);
    if (this.mark && this.mark.start === mark.start && this.mark.notes === mark.notes && !this.element.hidden) return;
    this.mark = mark;
    this.element.replaceChildren(...mark.notes.map((note) => this.note(note, mark)));
    const start = this.view.coordsAtPos(mark.from);
    place(this.element, this.frame, { left: start.left, top: start.top, bottom: start.bottom });
  }

  note(note, mark) {
    const fixable = note.suggestion && this.view.editable;
    return make(
      "div",
      { class: `note ${note.look}` },
      make("p", {}, make("small", { class: "sign" }, note.sign), ` ${note.message}`),
      note.expected ? make("p", { class: "small" }, `事实中是：${note.expected}`) : null,
      note.fact ? make("p", { class: "small muted" }, `依据：${note.fact}`) : null,
      fixable ? button(`改为“${note.suggestion}”`, () => this.fix(note, mark), { class: "fix" }) : null,
    );
  }

  // Puts the suggestion in place of the mark, as long as that still says what was checked.
  fix(note, mark) {
    const now = marksKey.getState(this.view.state).marks.find((one) => one.start === mark.start && one.end === mark.end);
    if (!now || !this.view.editable) return;
    if (this.view.state.doc.textBetween(now.from, now.to, "\n") !== mark.quote) return this.hide();
    const { tr } = this.view.state;
    tr.insertText(note.suggestion, now.from, now.to);
    tr.setSelection(TextSelection.create(tr.doc, now.from + note.suggestion.length));
    this.view.dispatch(closeHistory(tr));
    this.hide();
    this.view.focus();
  }

  // The first suggestion for the mark at the caret; false when there is none.
  fixAtCaret() {
    const mark = markAt(this.view.state, this.view.state.selection.from);
    const note = mark?.notes.find((one) => one.suggestion);
    if (note) this.fix(note, mark);
    return Boolean(note);
  }

  hide() {
    clearTimeout(this.leaving);
    this.mark = null;
    this.element.hidden = true;
  }
}
