// The document: paragraphs of plain text, one a line of the section's text.
import { Schema } from "prosemirror-model";

export const schema = new Schema({
  nodes: {
    doc: { content: "paragraph+" },
    paragraph: { content: "text*", toDOM: () => ["p", 0], parseDOM: [{ tag: "p" }] },
    text: {},
  },
});

export function paragraph(line) {
  return schema.node("paragraph", null, line ? [schema.text(line)] : []);
}

export function docOf(text) {
  return schema.node("doc", null, text.split("\n").map(paragraph));
}

export function textOf(doc) {
  return doc.textBetween(0, doc.content.size, "\n");
}
