/** Inline keyboards under a message and reply keyboards under the conversation. */

import { el, icon, roving, safeUrl } from "./dom.js";
import { t } from "./words.js";

// Telegram gives up on a callback query after a while; a reader would not wait longer than this.
const PATIENCE = 15000;

/** Build a message's inline keyboard; `act` answers: click(button), inline(query, here), link(url), copy(text). */
export function inlineKeyboard(rows, act) {
  const group = el("div", { class: "inline-keyboard", role: "group", "aria-label": t("Buttons of this message") });
  for (const row of rows) group.append(el("div", { class: "keyboard-row" }, row.map((button) => inlineButton(button, act))));
  roving(group, ".key");
  return group;
}

function inlineButton(button, act) {
  const style = ["danger", "success", "primary"].includes(button.style) ? ` ${button.style}` : "";
  const label = el("span", { class: "key-text", text: button.text });
  if (button.url !== undefined) {
    const href = safeUrl(button.url) ?? "#";
    const follow = (event) => {
      if (act.link(href)) event.preventDefault();
    };
    const props = { class: `key${style}`, href, target: "_blank", rel: "noopener noreferrer", title: href, onclick: follow };
    return el("a", props, label, mark("link"));
  }
  const key = el("button", { type: "button", class: `key${style}` }, label);
  if (button.switch_inline_query !== undefined || button.switch_inline_query_chosen_chat) {
    const query = button.switch_inline_query ?? button.switch_inline_query_chosen_chat.query ?? "";
    key.append(mark("share"));
    key.addEventListener("click", () => act.inline(query, false));
  } else if (button.switch_inline_query_current_chat !== undefined) {
    key.addEventListener("click", () => act.inline(button.switch_inline_query_current_chat, true));
  } else if (button.copy_text) {
    key.append(mark("copy"));
    key.addEventListener("click", () => act.copy(button.copy_text.text));
  } else {
    key.addEventListener("click", () => press(key, () => act.click(button)));
  }
  return key;
}

const mark = (name) => el("span", { class: "key-mark" }, icon(name));

async function press(key, send) {
  if (key.getAttribute("aria-busy") === "true") return;
  key.setAttribute("aria-busy", "true");
  let timer;
  const patience = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(t("The bot did not answer in time"))), PATIENCE);
  });
  try {
    await Promise.race([send(), patience]);
  } finally {
    clearTimeout(timer);
    key.removeAttribute("aria-busy");
  }
}

/** Build the bot's reply keyboard; `press(button)` is told which one was pressed. */
export function replyKeyboard(rows, press) {
  const group = el("div", { class: "reply-keyboard", role: "group", "aria-label": t("Keyboard of the bot") });
  for (const row of rows) {
    const keys = row.map((given) => {
      const button = typeof given === "string" ? { text: given } : given;
      const key = el("button", { type: "button", class: "key", onclick: () => press(button) });
      if (button.request_location) key.append(icon("place"));
      key.append(el("span", { class: "key-text", text: button.text }));
      return key;
    });
    group.append(el("div", { class: "keyboard-row" }, keys));
  }
  roving(group, ".key");
  return group;
}
