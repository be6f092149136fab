// What the verifier said about the text, drawn on it: marks, the facts behind each sentence, and what is lit.
// Everything here moves with the text while the user types; the next report puts it right.
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { positionOf, unitsOf } from "./positions.js";

export const marksKey = new PluginKey("marks");
const NOTHING = { marks: [], sentences: [], lit: [], waiting: null, decorations: DecorationSet.empty };

export function marksPlugin() {
  return new Plugin({
    key: marksKey,
    state: { init: () => NOTHING, apply: (tr, old) => next(tr, old) },
    props: { decorations: (state) => marksKey.getState(state).decorations },
  });
}

function next(tr, old) {
  const told = tr.getMeta(marksKey);
  if (!told && !tr.docChanged) return old;
  const moved = tr.docChanged ? mapped(old, tr.mapping) : old;
  const now = { ...moved, ...told };
  // Drawn anew only when there is something new to draw; while typing the drawn ones move along.
  const decorations = told ? drawn(tr.doc, now) : old.decorations.map(tr.mapping, tr.doc);
  return { ...now, decorations };
}

function mapped(old, mapping) {
  const move = (one) => ({ ...one, from: mapping.map(one.from, 1), to: mapping.map(one.to, -1) });
  const there = (one) => one.from < one.to;
  const waiting = old.waiting ? move(old.waiting) : null;
  return {
    ...old,
    marks: old.marks.map(move).filter(there),
    sentences: old.sentences.map(move).filter(there),
    waiting: waiting && there(waiting) ? waiting : null,
  };
}

function drawn(doc, { marks, sentences, lit, waiting }) {
  const decorations = marks.flatMap((mark) => {
    const line = Decoration.inline(mark.from, mark.to, { class: `mark ${mark.look}` });
    if (!mark.sign) return [line];
    // The sign hangs on the last character, so that a mark cut in two by another shows it once.
    const astral = /[\udc00-\udfff]$/.test(doc.textBetween(mark.from, mark.to, "\n"));
    const last = Math.max(mark.to - (astral ? 2 : 1), mark.from);
    return [line, Decoration.inline(last, mark.to, { class: "signed", "data-sign": mark.sign })];
  });
  for (const one of sentences) {
    if (one.facts.some((fact) => lit.includes(fact))) {
      decorations.push(Decoration.inline(one.from, one.to, { class: "lit" }));
    }
  }
  if (waiting) decorations.push(Decoration.inline(waiting.from, waiting.to, { class: "waiting" }));
  return DecorationSet.create(doc, decorations);
}

// The report's spans, given in code points of `text`, as spans of positions with the words they cover.
export function placed(doc, text, spans) {
  const units = unitsOf(text);
  return spans.map((one) => {
    const [start, end] = [units(one.start), units(one.end)];
    return { ...one, from: positionOf(doc, start), to: positionOf(doc, end), quote: text.slice(start, end) };
  });
}

export function tellMarks(view, told) {
  view.dispatch(view.state.tr.setMeta(marksKey, told).setMeta("addToHistory", false));
}

export function markAt(state, position) {
  return marksKey.getState(state).marks.find((one) => one.from <= position && position <= one.to) ?? null;
}

export function sentenceAt(state, position) {
  return marksKey.getState(state).sentences.find((one) => one.from <= position && position < one.to) ?? null;
}
