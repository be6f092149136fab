// Builds the tree described by `data.nodes` out of plain elements. Text only ever enters through textContent,
// so whatever a user typed or a model wrote stays text.
const TAGS = new Set([
  "p", "span", "mark", "del", "ins", "button", "ul", "ol", "li", "div", "h4", "small", "strong",
  "table", "thead", "tbody", "tr", "th", "td",
]);

function grow(node, send) {
  const element = document.createElement(TAGS.has(node.tag) ? node.tag : "span");
  if (node.look) element.className = node.look;
  if (node.hint) element.title = node.hint;
  if (node.label) element.setAttribute("aria-label", node.label);
  if (node.text) element.textContent = node.text;
  if (node.act && element instanceof HTMLButtonElement) {
    element.type = "button";
    element.addEventListener("click", () => send(node.act));
  }
  if (node.drag) {
    element.draggable = true;
    element.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("application/x-summarizer-fact", node.drag);
      event.dataTransfer.effectAllowed = "move";
    });
  }
  for (const kid of node.kids ?? []) element.append(grow(kid, send));
  return element;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".paper");
  const drawn = JSON.stringify(data.nodes);
  root.className = `paper ${data.look ?? ""}`;
  if (root.dataset.drawn === drawn) return;
  root.dataset.drawn = drawn;
  root.replaceChildren(...data.nodes.map((node) => grow(node, (act) => setTriggerValue("act", act))));
}
