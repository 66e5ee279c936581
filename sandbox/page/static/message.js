/** One message as an article: a bubble with all that Telegram shows of it, or a centred service note. */

import { avatar, media, previewCard, previewOf, serviceText, summary } from "./cards.js";
import { el, icon } from "./dom.js";
import { richText } from "./entities.js";
import { day, dayOf, hue, languageOf, nameOf, time } from "./format.js";
import { inlineKeyboard } from "./keyboard.js";
import { t } from "./words.js";

// Messages of one sender within this many seconds form one group, as in Telegram.
const TOGETHER = 600;

/** Who a message shows as its sender: a person, the bot, or the channel itself. */
export const senderOf = (message) => message.sender_chat ?? message.from ?? message.chat;

/**
 * Build a message. `previous` decides on the day line and on grouping; `view` is {me, chat}: the acting user and
 * the chat; `act` answers what is pressed: command, mention, link, inline, copy, click(message, button), options.
 */
export function drawMessage(message, previous, view, act) {
  const newDay = !previous || dayOf(previous.date) !== dayOf(message.date);
  const item = el("div", { class: "item", dataset: { id: message.message_id } });
  if (newDay) item.append(el("div", { class: "day" }, el("span", { text: day(message.date) })));
  const note = serviceText(message);
  item.append(note ? el("article", { class: "service", tabindex: "-1" }, el("span", { text: note })) : article(message, newDay ? null : previous, view, act));
  return item;
}

function article(message, previous, view, act) {
  const sender = senderOf(message);
  const out = !message.sender_chat && message.from?.id === view.me && view.chat.type !== "channel";
  const together = previous && !serviceText(previous) && senderOf(previous).id === sender.id && message.date - previous.date < TOGETHER;
  const node = el("article", {
    class: `message ${out ? "out" : "in"}${together ? " together" : ""}`, tabindex: "-1",
    "aria-label": `${nameOf(sender)}, ${time(message.date)}`,
  });
  const crowd = view.chat.type === "group" || view.chat.type === "supergroup";
  if (crowd && !out) node.append(together ? el("span", { class: "avatar-gap" }) : avatar(nameOf(sender), sender.id));
  const stack = el("div", { class: "stack" }, bubble(message, view, act, { named: crowd && !out && !together, sender }));
  const rows = message.reply_markup?.inline_keyboard;
  if (rows?.length) stack.append(inlineKeyboard(rows, { ...act, click: (button) => act.click(message, button) }));
  node.append(stack);
  return node;
}

function bubble(message, view, act, { named, sender }) {
  const text = message.text ?? message.caption ?? "";
  const node = el("div", { class: "bubble", lang: languageOf(text) });
  node.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a") || String(getSelection())) return;
    event.preventDefault();
    act.options(message, event.clientX, event.clientY);
  });
  if (named) {
    const name = el("div", { class: "sender", text: nameOf(sender) });
    name.style.setProperty("--hue", hue(sender.id));
    node.append(name);
  }
  if (message.via_bot) node.append(el("div", { class: "via", text: t("via @{name}", { name: message.via_bot.username }) }));
  if (message.reply_to_message && !message.reply_to_message.forum_topic_created) node.append(reply(message.reply_to_message));
  const content = el("div", { class: "text" });
  if (text) content.append(richText(text, message.entities ?? message.caption_entities, act));
  const preview = previewOf(message);
  const card = preview && previewCard(preview, message.link_preview_options);
  const carried = media(message);
  if (card && message.link_preview_options?.show_above_text) node.append(card);
  if (carried) node.append(carried);
  if (text) node.append(content);
  else if (!carried) node.append(el("p", { class: "muted", text: t("Unsupported message") }));
  if (card && !message.link_preview_options?.show_above_text) node.append(card);
  if (message.reactions?.length) node.append(el("div", { class: "reactions" }, message.reactions.map((given) => el("span", { text: given.emoji ?? given.type?.emoji ?? "" }))));
  const more = el("button", { type: "button", class: "options", tabindex: "-1", "aria-label": t("Message options"), title: t("Message options") }, icon("down"));
  more.addEventListener("click", () => {
    const { left, bottom } = more.getBoundingClientRect();
    act.options(message, left, bottom);
  });
  node.append(footer(message), more);
  return node;
}

function reply(original) {
  const name = nameOf(senderOf(original));
  return el("div", { class: "reply-to" }, el("b", { text: name }), el("span", { text: summary(original) }));
}

function footer(message) {
  const stamp = el("time", { datetime: new Date(message.date * 1000).toISOString(), text: time(message.date) });
  return el("div", { class: "meta" }, message.edit_date && el("span", { class: "edited", text: t("edited") }), stamp);
}
