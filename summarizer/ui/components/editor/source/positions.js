// Three ways to count: Python's code points, JavaScript's UTF-16 units, and ProseMirror's positions, where
// every paragraph costs two more than its text and the line break between two costs nothing else.

// For a code-point offset of `text` the UTF-16 offset.
export function unitsOf(text) {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return (point) => point;
  const units = [0];
  for (const char of text) units.push(units[units.length - 1] + char.length);
  return (point) => units[Math.min(point, units.length - 1)];
}

// For a UTF-16 offset of `text` the code-point offset; inside a pair it is that of the pair.
export function pointOf(text, unit) {
  let point = 0;
  for (let at = 0; at < unit; point += 1) {
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
    if (at > unit) break;
  }
  return point;
}

// ProseMirror's position of a UTF-16 offset of the document's text; past the end it is the end.
export function positionOf(doc, unit) {
  let left = unit;
  let found = null;
  doc.forEach((paragraph, before) => {
    if (found !== null) return;
    if (left <= paragraph.content.size) found = before + 1 + left;
    else left -= paragraph.content.size + 1;
  });
  return found ?? doc.content.size - 1;
}

// The UTF-16 offset of a ProseMirror position.
export function unitAt(doc, position) {
  return doc.textBetween(0, Math.max(0, Math.min(position, doc.content.size)), "\n").length;
}

// The span of code points between two positions.
export function pointsBetween(doc, text, from, to) {
  return { start: pointOf(text, unitAt(doc, from)), end: pointOf(text, unitAt(doc, to)) };
}
