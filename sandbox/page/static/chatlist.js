/** The chats on the left. */

import { avatar, summary } from "./cards.js";
import { el, icon } from "./dom.js";
import { brief, languageOf, nameOf } from "./format.js";
import { t } from "./words.js";

/** The kind of a chat, in words. */
export function kindOf(chat) {
  if (chat.type === "private") return t("bot");
  return t(chat.is_forum ? "forum" : chat.type === "channel" ? "channel" : "group");
}

/** Draw the list; `current` is the open chat's id, `open(id)` is called for a chosen chat. */
export function drawChats(list, chats, { current, titleOf, open, me }) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
  const sorted = [...chats].sort((a, b) => (b.last_message?.date ?? 0) - (a.last_message?.date ?? 0));
  list.replaceChildren(...sorted.map((chat) => el("li", {}, row(chat, { current, titleOf, open, me }))));
  if (focused) list.querySelector(`[data-chat="${focused}"]`)?.focus({ preventScroll: true });
}

function row(chat, { current, titleOf, open, me }) {
  const { title, subtitle } = titleOf(chat);
  const last = chat.last_message;
  const text = summary(last);
  const crowd = chat.type === "group" || chat.type === "supergroup";
  const who = last && crowd && last.from ? `${last.from.id === me ? "" : `${nameOf(last.from)}: `}` : "";
  const badge = chat.unread ? el("span", { class: "badge", "aria-label": t("{n} unread", { n: chat.unread }), text: chat.unread > 999 ? "999+" : chat.unread }) : null;
  const open_ = chat.id === current;
  return el("button", { type: "button", class: "chat", dataset: { chat: chat.id }, "aria-current": open_ ? "true" : null, onclick: () => open(chat.id) },
    avatar(title, chat.id, chat.type),
    el("span", { class: "chat-words" },
      el("span", { class: "chat-top" },
        crowd && icon("group"), chat.type === "channel" && icon("channel"),
        el("span", { class: "chat-title", text: title }), subtitle && el("span", { class: "chat-as", text: subtitle }),
        last && el("time", { class: "muted", text: brief(last.date) })),
      el("span", { class: "chat-bottom" },
        chat.typing ? el("span", { class: "chat-last typing", text: t("typing…") })
          : el("span", { class: "chat-last", lang: languageOf(text), text: text ? who + text : t("No messages yet") }),
        chat.blocked && el("span", { class: "chat-blocked", title: t("You blocked the bot") }, icon("ban")), badge)));
}
