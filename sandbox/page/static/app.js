/** The page: state of the sandbox, the list of chats, the open room, and the events that change them. */

import { get, listen, post } from "./api.js";
import { Bench } from "./bench.js";
import { drawChats } from "./chatlist.js";
import { failed } from "./dialogs.js";
import { el, icon, iconButton, roving } from "./dom.js";
import { clock, nameOf } from "./format.js";
import { Room } from "./room.js";
import { language, speak, t } from "./words.js";

const $ = (id) => document.getElementById(id);

class App {
  constructor() {
    this.state = null;
    this.dirty = false;
    /** Chats that are none of the page's, as thousands of them are while a broadcast is tried. */
    this.strangers = new Set();
    this.room = new Room(this);
    this.bench = new Bench(this);
  }

  /** Who acts in groups and channels. */
  get me() {
    const chosen = Number(localStorage.getItem("me"));
    return this.state.me.includes(chosen) ? chosen : this.state.me[0];
  }

  set me(id) {
    localStorage.setItem("me", id);
  }

  /** A private chat shows the bot, and whose chat it is. */
  titleOf(chat) {
    if (chat.type !== "private") return { title: chat.title };
    return { title: nameOf(this.state.bot), subtitle: nameOf(this.room.person(chat.id) ?? chat) };
  }

  async load() {
    this.state = await get("state");
    clock.offset = this.state.clock.offset_seconds * 1000;
  }

  async start() {
    speak(language);
    const theme = localStorage.getItem("theme");
    if (theme) document.documentElement.dataset.theme = theme;
    await this.load();
    this.draw();
    listen((event) => this.heard(event), () => this.#lost(true), () => this.#again());
    addEventListener("hashchange", () => this.#route());
    addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]") && this.#escape());
    document.addEventListener("visibilitychange", () => !document.hidden && this.seen());
    if (!location.hash && this.state.chats.length) history.replaceState(null, "", `#${this.state.chats[0].id}`);
    await this.#route();
    document.body.dataset.ready = "yes";
  }

  #escape() {
    if (!$("bench").hidden) this.bench.toggle();
    else if (this.room.chat) this.close();
  }

  #lost(now) {
    $("lost").hidden = !now;
    $("lost").textContent = now ? t("The sandbox does not answer; trying again…") : "";
  }

  /** After a reconnect events may be missing: everything is read anew. */
  async #again() {
    this.#lost(false);
    await this.load();
    this.draw();
    await this.#route();
  }

  /** The address names the open chat, so that the browser's Back works. */
  async #route() {
    const [, id, thread] = /^#(-?\d+)(?:\/(\d+))?$/.exec(location.hash) ?? [];
    const chat = this.state.chats.find((known) => known.id === Number(id));
    document.body.classList.toggle("in-chat", Boolean(chat));
    $("room").hidden = !chat;
    $("welcome").hidden = Boolean(chat);
    if (!chat) {
      this.room.leave();
      this.draw();
      return;
    }
    await this.room.show(chat, thread ? Number(thread) : null);
    this.draw();
    this.seen();
  }

  async open(id, thread = null) {
    if (this.room.chat?.id === id && this.room.thread === thread) return this.room.focus();
    const hash = `#${id}${thread ? `/${thread}` : ""}`;
    if (location.hash !== hash) history.pushState(null, "", hash);
    await this.#route();
  }

  close() {
    const id = this.room.chat?.id;
    history.pushState(null, "", location.pathname);
    this.#route();
    document.querySelector(`[data-chat="${id}"]`)?.focus();
  }

  /** Tell the sandbox that the open chat has been read. */
  async seen() {
    const chat = this.room.chat;
    if (!chat?.unread || document.hidden || !this.room.timeline.stuck) return;
    chat.unread = 0;
    this.touch();
    this.read = { chat: chat.id, user: this.room.me };
    if (this.telling) return; // a flood of messages must not become a flood of requests
    this.telling = true;
    try {
      while (this.read) {
        const { read } = this;
        this.read = null;
        await post("open", read);
      }
    } catch (error) {
      failed(error);
    } finally {
      this.telling = false;
    }
  }

  /** Draw the list soon; many events in one frame cost one drawing. */
  touch() {
    if (this.dirty) return;
    this.dirty = true;
    requestAnimationFrame(() => {
      this.dirty = false;
      this.#chats();
    });
  }

  #chats() {
    drawChats($("chats"), this.state.chats, { current: this.room.chat?.id, titleOf: (chat) => this.titleOf(chat), open: (id) => this.open(id), me: this.me });
    const unread = this.state.chats.reduce((sum, chat) => sum + (chat.unread ?? 0), 0);
    document.title = `${unread ? `(${unread}) ` : ""}${nameOf(this.state.bot)} · ${t("Sandbox")}`;
  }

  /** Draw all that is not messages. */
  draw() {
    $("skip").textContent = t("Skip to the message field");
    $("side").setAttribute("aria-label", t("Chats"));
    $("conversation").setAttribute("aria-label", t("Conversation"));
    $("side-head").replaceChildren(
      el("img", { class: "logo", src: "/page/static/icon.svg", alt: "" }),
      el("div", { class: "brand" }, el("b", { text: nameOf(this.state.bot) }), el("span", { class: "muted", text: t("Sandbox") })),
      iconButton("sun", t("Dark or light"), () => this.#theme(), { id: "theme" }),
      el("button", { type: "button", class: "icon-button language", id: "language", lang: language === "zh" ? "en" : "zh-Hans", onclick: () => this.#language() }, t("中文")));
    $("side-foot").replaceChildren(el("button", { type: "button", id: "clock", title: t("Sandbox tools"), onclick: () => this.bench.toggle() },
      icon("clock"), el("time", { id: "now" }), el("span", { id: "ahead" })));
    $("welcome").replaceChildren(el("img", { src: "/page/static/icon.svg", alt: "" }), el("h2", { text: t("Choose a chat to begin") }), el("p", { text: t("Everything here stays on this machine: no account, no token, no network.") }));
    this.#chats();
    if (this.room.chat) this.room.drawHead();
    this.bench.draw();
  }

  #theme() {
    const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("theme", document.documentElement.dataset.theme);
  }

  async #language() {
    speak(language === "zh" ? "en" : "zh");
    this.draw();
    $("language").focus();
    if (this.room.chat) await this.room.show(this.room.chat, this.room.thread);
  }

  quiet(chat) {
    if (!chat?.typing) return;
    chat.typing = null;
    if (this.room.chat === chat) this.room.drawHead();
    this.touch();
  }

  /** One event of the sandbox. */
  heard(event) {
    const handler = this[`on_${event.type}`];
    if (handler) handler.call(this, event);
  }

  #chatOf(event) {
    const id = event.chat?.id ?? event.chat ?? event.message?.chat?.id;
    return this.state.chats.find((chat) => chat.id === id);
  }

  async #meet(id) {
    if (this.strangers.has(id)) return;
    this.strangers.add(id);
    await this.load();
    this.draw();
  }

  on_message(event) {
    const chat = this.#chatOf(event);
    if (!chat) {
      this.#meet(event.chat);
      return;
    }
    const { message } = event;
    chat.last_message = message;
    if (message.from?.is_bot) this.quiet(chat);
    const shown = this.room.holds(chat.id, message);
    const reader = chat.type === "private" ? chat.id : this.state.me[0];
    if (message.from?.id !== reader) chat.unread = (chat.unread ?? 0) + 1;
    if (shown) this.room.received(message);
    if (shown) this.seen();
    this.touch();
  }

  on_edited(event) {
    const chat = this.#chatOf(event);
    if (chat?.last_message?.message_id === event.message.message_id) chat.last_message = event.message;
    if (chat && this.room.holds(chat.id, event.message)) this.room.timeline.update(event.message);
    this.touch();
  }

  on_reaction(event) {
    if (event.message?.message_id) this.on_edited(event);
  }

  on_deleted(event) {
    const chat = this.#chatOf(event);
    if (chat && chat === this.room.chat) this.room.timeline.remove(event.message_ids ?? [event.message_id]);
    this.on_chat();
  }

  async on_chat() {
    this.strangers.clear();
    const open = this.room.chat?.id;
    const typing = new Map(this.state.chats.map((chat) => [chat.id, chat.typing]));
    await this.load();
    for (const chat of this.state.chats) chat.typing = typing.get(chat.id);
    if (open !== undefined) {
      const chat = this.state.chats.find((known) => known.id === open);
      if (!chat) return this.close();
      this.room.chat = chat;
      this.room.drawHead();
      this.room.drawAbout();
      this.room.composer.draw();
    }
    this.bench.draw();
    return this.touch();
  }

  on_commands() {
    return this.on_chat();
  }

  on_typing(event) {
    const chat = this.#chatOf(event);
    if (!chat) return;
    if (chat === this.room.chat) this.room.showTyping(event.action);
    this.touch();
  }

  on_callback_answer(event) {
    this.room.answered(event);
  }

  on_clock(event) {
    clock.offset = event.offset_seconds * 1000;
    this.bench.tick();
  }

  on_call(event) {
    this.bench.called(event.call ?? event);
  }

  on_faults() {
    this.bench.refresh();
  }

  on_reset() {
    location.hash = "";
    location.reload();
  }
}

roving($("chats"), ".chat");
new App().start().catch((error) => {
  $("lost").hidden = false;
  $("lost").textContent = error.message;
});
