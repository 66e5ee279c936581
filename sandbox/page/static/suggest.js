/** What opens above the message field: the command menu, and the cards of inline mode. */

import { el } from "./dom.js";
import { hue, languageOf } from "./format.js";
import { t } from "./words.js";

/** Milliseconds of silence after which inline mode asks the bot, about as long as Telegram's own clients wait. */
const PAUSE = 250;

export class Suggestions {
  /**
   * `source`: commands() -> [{command, description}], username(), query(text, offset) -> {results, next_offset, button};
   * `chosen`: command(name), result(result), button(button).
   */
  constructor(input, box, source, chosen) {
    Object.assign(this, { input, box, source, chosen, options: [], at: -1, timer: null, asked: null });
    box.addEventListener("scroll", () => this.#more(), { passive: true });
    input.addEventListener("blur", () => setTimeout(() => box.contains(document.activeElement) || this.close(), 120));
  }

  get open() {
    return !this.box.hidden;
  }

  /** Look at the field again after it changed. */
  update() {
    const text = this.input.value;
    const inline = /^@(\w+)\s([\s\S]*)$/.exec(text);
    clearTimeout(this.timer);
    if (/^\/\w*$/.test(text)) return this.commands(text.slice(1));
    if (inline && inline[1].toLowerCase() === this.source.username().toLowerCase()) {
      this.timer = setTimeout(() => this.#ask(inline[2].trim()), PAUSE);
      return undefined;
    }
    return this.close();
  }

  /** Show the commands that begin with `prefix`. */
  commands(prefix = "") {
    this.asked = null;
    const found = this.source.commands().filter(({ command }) => command.startsWith(prefix.toLowerCase()));
    if (!found.length) return this.close();
    this.box.classList.remove("cards");
    return this.#show(t("Commands"), found.map(({ command, description }) => ({
      node: [el("b", { text: `/${command}` }), el("span", { class: "muted", lang: languageOf(description), text: description })],
      run: () => this.chosen.command(command),
      fill: `/${command} `,
    })));
  }

  async #ask(text) {
    this.asked = { text, offset: "", results: [], button: null };
    await this.#page(this.asked);
  }

  async #page(asked) {
    const answer = await this.source.query(asked.text, asked.offset).catch(() => null);
    if (asked !== this.asked) return;
    asked.offset = answer?.next_offset ?? "";
    asked.button ??= answer?.button ?? null;
    asked.results.push(...(answer?.results ?? []));
    asked.busy = false;
    this.#cards(asked);
  }

  #more() {
    const { scrollTop, scrollHeight, clientHeight } = this.box;
    const asked = this.asked;
    if (!asked?.offset || asked.busy || scrollHeight - scrollTop - clientHeight > 200) return;
    asked.busy = true;
    this.#page(asked);
  }

  #cards({ results, button }) {
    this.box.classList.add("cards");
    const options = results.map((result) => ({ node: card(result), run: () => this.chosen.result(result) }));
    if (button) options.unshift({ node: [el("b", { class: "inline-button", text: button.text })], run: () => this.chosen.button(button) });
    if (!results.length) options.push({ node: [el("span", { class: "muted", text: t("No results") })], run: () => undefined, empty: true });
    this.#show(t("Inline results"), options, this.at);
  }

  #show(label, options, keep = -1) {
    this.options = options;
    this.box.setAttribute("aria-label", label);
    this.box.replaceChildren(...options.map(({ node, run, empty }, index) =>
      el("div", { class: `option${empty ? " empty" : ""}`, role: "option", id: `option-${index}`, onmousedown: (event) => event.preventDefault(), onclick: run }, node)));
    this.box.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.#select(Math.min(Math.max(keep, this.box.classList.contains("cards") ? -1 : 0), options.length - 1));
    return undefined;
  }

  #select(index) {
    this.at = index;
    [...this.box.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (index < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `option-${index}`);
    this.box.children[index]?.scrollIntoView({ block: "nearest" });
  }

  close() {
    clearTimeout(this.timer);
    this.asked = null;
    this.box.hidden = true;
    this.box.replaceChildren();
    this.options = [];
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** Handle a key of the field; true when it was the menu's. */
  key(event) {
    if (!this.open) return false;
    const last = this.options.length - 1;
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowDown") this.#select(this.at >= last ? 0 : this.at + 1);
    else if (event.key === "ArrowUp") this.#select(this.at <= 0 ? last : this.at - 1);
    else if (event.key === "Tab" && this.options[this.at]?.fill) {
      this.input.value = this.options[this.at].fill;
      this.close();
    } else if (event.key === "Enter" && !event.shiftKey && this.at >= 0) this.options[this.at].run();
    else return false;
    event.preventDefault();
    return true;
  }
}

function card(result) {
  const title = result.title ?? result.caption ?? result.input_message_content?.message_text ?? result.type;
  const tile = el("span", { class: "tile", "aria-hidden": "true", text: [...title][0] ?? "?" });
  tile.style.setProperty("--hue", hue(result.url ?? result.id));
  const words = el("span", { class: "option-words" },
    el("b", { lang: languageOf(title), text: title }),
    result.description && el("span", { class: "muted", lang: languageOf(result.description), text: result.description }));
  return [tile, words];
}
