// The list of keys, opened with F1.
import { button, make } from "./elements.js";

const KEYS = [
  ["Ctrl+Z　Ctrl+Y", "撤销　重做"],
  ["Ctrl+F　Ctrl+H", "查找　替换"],
  ["Ctrl+K", "改写所选文字（先选中）"],
  ["F8　Shift+F8", "下一处　上一处核查意见"],
  ["Alt+Enter", "照核查意见改正光标处"],
  ["Alt+↑　Alt+↓", "上一节　下一节"],
  ["Ctrl+Enter", "生成本节"],
  ["Ctrl+S", "保存（停笔即自动保存）"],
  ["Ctrl+Shift+V", "只粘贴文字"],
  ["Tab", "离开正文，到下一个按钮"],
  ["Esc", "关闭浮窗，恢复原样"],
  ["F1", "这张表"],
];

export class Help {
  constructor(back) {
    this.back = back;
    const rows = KEYS.map(([keys, does]) => make("tr", {}, make("th", { scope: "row" }, keys), make("td", {}, does)));
    this.element = make(
      "div",
      { class: "help", role: "dialog", "aria-label": "按键说明", tabindex: "-1", hidden: true },
      make("table", {}, make("tbody", {}, ...rows)),
      button("关闭", () => this.close()),
    );
    this.element.addEventListener("keydown", (event) => {
      if (!["Escape", "F1"].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      this.close();
    });
  }

  toggle() {
    if (!this.element.hidden) return this.close();
    this.element.hidden = false;
    this.element.querySelector("button").focus();
  }

  close() {
    this.element.hidden = true;
    this.back();
  }
}
