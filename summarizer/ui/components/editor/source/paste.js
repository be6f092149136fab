// What comes in by paste or drop becomes clean paragraphs: no styles, no list marks Word draws itself, no pictures.
import { Fragment, Slice } from "prosemirror-model";
import { cleanLine } from "./counting.js";
import { paragraph } from "./schema.js";

const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TBODY TFOOT THEAD TR UL".split(" "),
);
const SKIPPED = new Set("HEAD STYLE SCRIPT TITLE META LINK TEMPLATE XML NOSCRIPT OBJECT IFRAME SVG DEL".split(" "));

export function linesOfText(text) {
  return text.split(/\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]/).map(cleanLine).filter(Boolean);
}

export function linesOfHtml(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const lines = [""];
  const close = () => {
    if (lines[lines.length - 1]) lines.push("");
  };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) lines[lines.length - 1] += node.data.replace(/[\t\n\r]+/g, inset);
    if (node.nodeType !== Node.ELEMENT_NODE || skipped(node)) return;
    if (node.tagName === "BR") return void lines.push("");
    if (node.tagName === "TR") {
      close();
      lines[lines.length - 1] = row(node);
      return close();
    }
    const block = BLOCKS.has(node.tagName);
    if (block) close();
    node.childNodes.forEach(walk);
    if (block) close();
  };
  walk(body);
  return lines.map(cleanLine).filter(Boolean);
}

// Word wraps the HTML it copies at any place; between two ideographs that is no space.
function inset(wrap, at, text) {
  const around = (text[at - 1] ?? "") + (text[at + wrap.length] ?? "");
  return /[\u3001-\u9fff\uff01-\uff60“”‘’]/.test(around) ? "" : " ";
}

function skipped(element) {
  // Namespaced elements are Word's own (o:p); what it marks Ignore is the list number it draws; hidden is hidden.
  const style = element.getAttribute("style") ?? "";
  return SKIPPED.has(element.tagName.toUpperCase()) || /mso-list:\s*ignore|display:\s*none|mso-hide:\s*all/i.test(style);
}

// A row of a table, as the export reads tables: | 甲 | 乙 |; a row of one cell is a line.
function row(tr) {
  const cells = [...tr.cells].map((cell) => cleanLine(linesOfHtml(cell.innerHTML).join(" ")).replaceAll("|", "\\|"));
  return cells.length > 1 ? `| ${cells.join(" | ")} |` : (cells[0] ?? "").replaceAll("\\|", "|");
}

export function sliceOf(lines) {
  return lines.length ? new Slice(Fragment.from(lines.map(paragraph)), 1, 1) : Slice.empty;
}

export function linesOf(transfer) {
  const html = transfer.getData("text/html");
  const lines = html ? linesOfHtml(html) : [];
  return lines.length ? lines : linesOfText(transfer.getData("text/plain"));
}
