/** The open conversation: its head, topics, messages, and what the reader does to them. */

import { get, post } from "./api.js";
import { avatar } from "./cards.js";
import { kindOf } from "./chatlist.js";
import { Composer } from "./composer.js";
import { alert, choose, failed, inspect, menuAt, toast } from "./dialogs.js";
import { el, icon, iconButton, roving } from "./dom.js";
import { languageOf, nameOf } from "./format.js";
import { drawMessage, senderOf } from "./message.js";
import { Timeline } from "./timeline.js";
import { t } from "./words.js";

const PAGE = 100;
/** Telegram's own clients show "typing" for five seconds after each chat action. */
const TYPING = 5500;

const $ = (id) => document.getElementById(id);

export class Room {
  /** `app`: knows state, opens chats, titles them. */
  constructor(app) {
    this.app = app;
    this.chat = null;
    this.thread = null;
    this.keyboard = null;
    this.payload = null;
    this.pressed = new Map();
    this.composer = new Composer($("composer"), this);
    this.timeline = new Timeline($("scroller"), $("messages"), {
      draw: (message, previous) => drawMessage(message, previous, { me: this.me, chat: this.chat }, this.act),
      older: (before) => this.#page(before),
      onchange: (view) => this.#jump(view),
    });
    this.act = {
      command: (text) => this.composer.send(text),
      mention: (text) => this.composer.fill(text.slice(1).toLowerCase() === this.bot().username.toLowerCase() ? `${text} ` : text),
      link: (url) => this.#link(url),
      inline: (query, here) => this.#inline(query, here),
      copy: (text) => this.#copy(text),
      click: (message, button) => this.#click(message, button),
      options: (message, x, y) => this.#options(message, x, y),
    };
    $("scroller").addEventListener("keydown", (event) => this.#keys(event));
  }

  bot = () => this.app.state.bot;
  commands = () => this.chat.commands ?? this.bot().commands ?? [];
  people = () => this.app.state.users.filter((user) => this.app.state.me.includes(user.id));
  person = (id) => this.app.state.users.find((user) => user.id === id);
  toEnd = () => this.timeline.toEnd();

  /** Who acts here: in a private chat its owner, elsewhere the person chosen. */
  get me() {
    return this.chat.type === "private" ? this.chat.id : this.app.me;
  }

  actAs(id) {
    this.app.me = id;
    this.show(this.chat, this.thread);
  }

  #page(before) {
    return get(`chats/${this.chat.id}/messages`, { user: this.me, before, limit: PAGE, thread: this.thread });
  }

  /** Open a chat, or a topic of it. */
  async show(chat, thread = null) {
    const changed = this.chat?.id !== chat.id || this.thread !== thread;
    this.chat = chat;
    this.thread = thread;
    if (changed) {
      this.composer.replyTo = null;
      this.composer.field.value = "";
      this.composer.keyboardShut = false;
      this.keyboard = null;
      this.timeline.clear();
    }
    this.drawHead();
    const { messages, more } = await this.#page().catch((error) => (failed(error), { messages: [], more: false }));
    if (this.chat !== chat || this.thread !== thread) return;
    this.timeline.open(messages, more);
    this.#rememberKeyboard(messages);
    this.drawAbout();
    this.composer.draw();
    if (changed) this.focus();
  }

  focus() {
    // On a touch screen the focus would raise the keyboard over the conversation.
    if (!matchMedia("(pointer: coarse)").matches) ($("field") ?? document.querySelector(".start-button"))?.focus({ preventScroll: true });
  }

  /** Show no chat. */
  leave() {
    this.chat = null;
    this.thread = null;
    this.timeline.clear();
  }

  /** Draw the head and the topics, whose words depend on state and language. */
  drawHead() {
    if (!this.chat) return;
    const { title, subtitle } = this.app.titleOf(this.chat);
    const typing = this.chat.typing && t(this.chat.typing);
    const members = this.chat.members?.length ?? this.chat.member_count;
    const crowd = this.chat.type !== "private" && members ? `${kindOf(this.chat)} · ${t("{n} members", { n: members })}` : kindOf(this.chat);
    const state = this.chat.blocked ? t("You blocked the bot") : crowd;
    $("room-head").replaceChildren(
      iconButton("back", t("Back to the chats"), () => this.app.close(), { id: "back" }),
      avatar(title, this.chat.id, this.chat.type),
      el("div", { class: "head-words" },
        el("h1", { lang: languageOf(title) }, title, subtitle && el("span", { class: "chat-as", text: subtitle })),
        el("p", { class: typing ? "typing" : "muted", text: typing || state })),
      el("button", { type: "button", class: "bench-button", "aria-expanded": String(!$("bench").hidden), "aria-controls": "bench", "aria-label": t("Sandbox tools"), title: t("Sandbox tools"), onclick: () => this.app.bench.toggle() },
        icon("flask"), el("span", { text: t("Sandbox") })));
    $("messages").setAttribute("aria-label", title);
    this.#topics();
  }

  /** What an empty chat shows: as in Telegram, what the bot says of itself. */
  drawAbout() {
    const node = $("about");
    const empty = !this.timeline.messages.length;
    node.hidden = !empty;
    const { description, descriptions = {} } = this.bot();
    const own = this.person(this.me)?.language_code?.slice(0, 2) ?? "";
    const said = descriptions[own] || description;
    const words = this.chat.type === "private" && said ? [el("b", { text: t("What can this bot do?") }), el("p", { lang: languageOf(said), text: said })] : el("p", { text: t("No messages yet") });
    if (empty) node.replaceChildren(el("div", {}, words));
  }

  #topics() {
    const bar = $("topics");
    bar.hidden = !this.chat.is_forum;
    if (bar.hidden) return;
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", t("Topics"));
    const topics = [{ id: null, name: t("General") }, ...(this.chat.topics ?? []).filter((topic) => topic.id !== 1)];
    bar.replaceChildren(...topics.map(({ id, name }) =>
      el("button", { type: "button", class: "topic", "aria-pressed": String(id === this.thread), onclick: () => this.app.open(this.chat.id, id) }, icon("topic"), name)));
    roving(bar, ".topic");
  }

  #rememberKeyboard(messages) {
    const last = messages.findLast(({ reply_markup: markup }) => markup?.keyboard || markup?.remove_keyboard);
    if (last) this.keyboard = last.reply_markup.keyboard ? last.reply_markup : null;
  }

  /** What stands in place of the field: a start button, or nothing. */
  startAction() {
    const start = async () => {
      const text = this.payload ? `/start ${this.payload}` : "/start";
      if (this.chat.blocked) await post("block", { user: this.me, blocked: false });
      this.payload = null;
      await post("send", { user: this.me, chat: this.chat.id, text });
    };
    if (this.chat.type !== "private") return null;
    if (this.chat.blocked) return { label: t("Restart the bot"), run: start };
    if (this.payload || !this.timeline.messages.length) return { label: t("Start"), run: start };
    return null;
  }

  // --- events ---

  /** Tell whether a message belongs to what is shown. */
  holds(chatId, message) {
    if (this.chat?.id !== chatId) return false;
    if (!this.chat.is_forum) return true;
    return (message?.is_topic_message ? message.message_thread_id : null) === this.thread;
  }

  received(message) {
    const first = !this.timeline.messages.length;
    this.timeline.add(message);
    $("about").hidden = true;
    this.#rememberKeyboard([message]);
    if (message.reply_markup?.keyboard) this.composer.keyboardShut = false;
    if (first || message.reply_markup?.keyboard || message.reply_markup?.remove_keyboard) requestAnimationFrame(() => this.composer.draw());
    if (message.from?.id !== this.me) {
      const text = message.text ?? message.caption ?? "";
      $("announcer").append(el("p", { text: t("{name} says: {text}", { name: nameOf(senderOf(message)), text }) }));
      while ($("announcer").children.length > 5) $("announcer").firstChild.remove();
    }
  }

  /** The bot answered a pressed button. */
  answered({ message, message_id: id, text, show_alert: loud, url, data }) {
    const key = `${id ?? message}:${data ?? ""}`;
    for (const [known, release] of this.pressed) if (known === key || data === undefined) release();
    if (text && loud) alert(nameOf(this.bot()), text);
    else if (text) toast(text);
    if (url) this.#link(url) || open(url, "_blank", "noopener");
  }

  showTyping(action) {
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.app.quiet(this.chat), TYPING);
    this.chat.typing = action?.startsWith("upload") ? "sending a file…" : "typing…";
    this.drawHead();
  }

  // --- actions ---

  async #click(message, button) {
    const key = `${message.message_id}:${button.callback_data ?? ""}`;
    const released = new Promise((resolve) => this.pressed.set(key, resolve));
    try {
      await post("click", { user: this.me, chat: this.chat.id, message: message.message_id, data: button.callback_data });
      await released;
    } catch (error) {
      failed(error);
    } finally {
      this.pressed.delete(key);
    }
  }

  /** Follow links into the sandbox itself; false: the browser's own business. */
  #link(url) {
    const parsed = new URL(url);
    const name = parsed.hostname === "t.me" ? parsed.pathname.slice(1) : parsed.protocol === "tg:" ? parsed.searchParams.get("domain") : null;
    if (!name || name.toLowerCase() !== this.bot().username.toLowerCase()) return parsed.protocol === "tg:";
    if (parsed.searchParams.has("startgroup")) this.#startGroup(parsed.searchParams.get("startgroup"));
    else this.deepLink(parsed.searchParams.get("start") ?? "");
    return true;
  }

  /** Open the acting person's chat with the bot, with a start button that carries the payload. */
  async deepLink(payload) {
    await this.app.open(this.me);
    this.payload = payload || null;
    this.composer.draw();
    document.querySelector(".start-button")?.focus();
  }

  async #startGroup(payload) {
    const chat = await this.#choose(t("Choose a group"), (candidate) => candidate.type !== "private" && candidate.type !== "channel");
    if (!chat) return;
    await this.app.open(chat.id);
    await this.composer.send(`/start@${this.bot().username} ${payload}`.trim());
  }

  async #inline(query, here) {
    const chat = here ? this.chat : await this.#choose(t("Choose a chat"), () => true);
    if (!chat) return;
    if (chat !== this.chat) await this.app.open(chat.id);
    this.composer.fill(`@${this.bot().username} ${query}`);
  }

  #choose(title, wanted) {
    const options = this.app.state.chats.filter(wanted).map((chat) => {
      const { title: name, subtitle } = this.app.titleOf(chat);
      return { label: subtitle ? `${name} · ${subtitle}` : name, value: chat, lead: avatar(name, chat.id, chat.type) };
    });
    return choose(title, options);
  }

  #copy(text) {
    navigator.clipboard.writeText(text).then(() => toast(t("Copied")), failed);
  }

  #options(message, x, y) {
    const given = (message.reactions ?? []).map((held) => held.emoji);
    const react = (emoji) => post("react", { user: this.me, chat: this.chat.id, message: message.message_id, emoji });
    menuAt(x, y, [
      ...["❤", "👍", "👎"].map((emoji) => {
        const on = given.includes(emoji);
        return { label: on ? t("Take {emoji} back", { emoji }) : t("React with {emoji}", { emoji }), lead: el("span", { text: emoji }), run: () => react(on ? "" : emoji) };
      }),
      { label: t("Reply"), lead: icon("reply"), run: () => this.composer.reply(message) },
      { label: t("Copy text"), lead: icon("copy"), run: () => this.#copy(message.text ?? message.caption ?? "") },
      { label: t("Bot API object"), lead: icon("code"), run: () => inspect(t("Bot API object"), message) },
    ]);
  }

  // Arrow keys walk from message to message once one has the focus; Enter opens its options.
  #keys(event) {
    const articles = [...$("messages").querySelectorAll("article")];
    const at = articles.indexOf(document.activeElement);
    const inView = event.target === $("scroller") && event.key === "ArrowUp" ? articles.length : null;
    if (at < 0 && inView === null) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) {
      event.preventDefault();
      articles[Math.min(Math.max((inView ?? at) + step, 0), articles.length - 1)]?.focus();
    } else if ((event.key === "Enter" || event.key === "ContextMenu") && at >= 0) {
      event.preventDefault();
      const message = this.timeline.messages.find(({ message_id: id }) => String(id) === articles[at].closest(".item").dataset.id);
      const { left, top } = articles[at].getBoundingClientRect();
      if (message) this.#options(message, left + 24, top + 24);
    }
  }

  #jump({ atEnd, unseen }) {
    const node = $("jump");
    node.hidden = atEnd;
    const label = unseen ? t("Latest messages, {n} new", { n: unseen }) : t("Latest messages");
    if (!atEnd) node.replaceChildren(iconButton("down", label, () => this.toEnd()), unseen ? el("span", { class: "badge", "aria-hidden": "true", text: unseen }) : "");
    else if (this.chat?.unread) this.app.seen();
  }
}
