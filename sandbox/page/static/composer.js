/** The lower edge of a conversation: who writes, the field, its menus, the bot's keyboard. */

import { post, upload } from "./api.js";
import { avatar, summary } from "./cards.js";
import { askPlace, failed, menuAt } from "./dialogs.js";
import { el, icon, iconButton } from "./dom.js";
import { nameOf } from "./format.js";
import { replyKeyboard } from "./keyboard.js";
import { senderOf } from "./message.js";
import { Suggestions } from "./suggest.js";
import { t } from "./words.js";

export class Composer {
  /** `room`: the conversation, which knows chat, thread, the acting user, the bot, and the chat's commands. */
  constructor(node, room) {
    this.room = room;
    this.node = node;
    this.field = el("textarea", {
      id: "field", rows: "1", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions", autocomplete: "off", maxlength: "8192",
    });
    this.box = el("div", { id: "suggestions", role: "listbox", hidden: true });
    this.suggestions = new Suggestions(this.field, this.box, {
      commands: () => room.commands(),
      username: () => room.bot().username,
      query: (query, offset) => post("inline", { user: room.me, chat: room.chat.id, query, offset }),
    }, {
      command: (name) => this.send(this.#addressed(name)),
      result: (result) => this.#choose(result),
      button: (button) => this.#follow(button),
    });
    this.file = el("input", { type: "file", class: "sr-only", tabindex: "-1", "aria-label": t("Photo or file"), onchange: () => this.#attach() });
    this.field.addEventListener("input", () => this.#changed());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("paste", (event) => event.clipboardData?.files.length && this.#upload(event.clipboardData.files));
    this.replyTo = null;
    this.keyboardShut = false;
  }

  // In a group several bots may listen to the same word, so clients address it.
  #addressed(name) {
    return this.room.chat.type === "private" ? `/${name}` : `/${name}@${this.room.bot().username}`;
  }

  /** Draw everything anew, for another chat, person or language; what was being typed stays. */
  draw() {
    const { room } = this;
    this.suggestions.close();
    if (!room.chat) return;
    const start = room.startAction();
    if (start) {
      this.node.replaceChildren(el("button", { type: "button", class: "start-button", onclick: () => start.run().catch(failed), text: start.label }));
      return;
    }
    const label = room.chat.type === "channel" ? t("Broadcast a message") : t("Message");
    this.field.setAttribute("aria-label", label);
    this.field.placeholder = label;
    const form = el("form", { class: "compose", onsubmit: (event) => (event.preventDefault(), this.send()) },
      this.#who(), this.#menu(), this.field,
      el("span", { class: "compose-tools" }, this.#keyboardButton(), iconButton("attach", t("Attach"), (event) => this.#attachMenu(event))),
      el("button", { type: "submit", class: "send", "aria-label": t("Send"), title: t("Send") }, icon("send")));
    this.node.replaceChildren(this.box, this.#banner(), form, this.#keyboard(), this.file);
    this.#grow();
  }

  #who() {
    const { room } = this;
    if (room.chat.type === "private" || room.people().length < 2) return "";
    const name = nameOf(room.person(room.me));
    const button = el("button", { type: "button", class: "who", "aria-haspopup": "menu", "aria-label": t("Act as {name}", { name }), title: t("Act as {name}", { name }) }, avatar(name, room.me));
    button.addEventListener("click", () => {
      const { left, top } = button.getBoundingClientRect();
      menuAt(left, top - 110, room.people().map((user) => ({ label: t("Act as {name}", { name: nameOf(user) }), lead: avatar(nameOf(user), user.id), run: () => room.actAs(user.id) })));
    });
    return button;
  }

  #menu() {
    if (this.room.chat.type !== "private" || !this.room.commands().length) return "";
    const toggle = () => {
      if (this.suggestions.open) this.suggestions.close();
      else this.suggestions.commands();
      this.field.focus();
    };
    return el("button", { type: "button", class: "menu-button", onmousedown: (event) => event.preventDefault(), onclick: toggle }, icon("menu"), el("span", { text: t("Menu") }));
  }

  #keyboardButton() {
    if (!this.room.keyboard) return "";
    const label = this.keyboardShut ? t("Show the keyboard") : t("Hide the keyboard");
    return iconButton("keyboard", label, () => ((this.keyboardShut = !this.keyboardShut), this.draw()));
  }

  #keyboard() {
    if (!this.room.keyboard || this.keyboardShut) return "";
    return replyKeyboard(this.room.keyboard.keyboard, (button) => {
      if (button.request_location) this.#sendPlace();
      else this.send(button.text);
      if (this.room.keyboard?.one_time_keyboard) {
        this.keyboardShut = true;
        this.draw();
      }
    });
  }

  #banner() {
    if (!this.replyTo) return "";
    const words = el("div", { class: "reply-to" }, el("b", { text: t("Replying to {name}", { name: nameOf(senderOf(this.replyTo)) }) }), el("span", { text: summary(this.replyTo) }));
    return el("div", { class: "banner" }, icon("reply"), words, iconButton("close", t("Cancel"), () => this.reply(null)));
  }

  /** Answer a message, or no longer. */
  reply(message) {
    this.replyTo = message;
    this.draw();
    this.field.focus();
  }

  /** Put words into the field, as a button that switches to inline mode does. */
  fill(text) {
    this.field.value = text;
    this.field.focus();
    this.#changed();
  }

  #changed() {
    this.#grow();
    this.suggestions.update();
  }

  #grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 180)}px`;
  }

  #key(event) {
    // While an input method composes, Enter and the arrows are its own.
    if (event.isComposing || event.keyCode === 229 || this.suggestions.key(event)) return;
    if (event.key === "Escape" && this.replyTo) {
      event.stopPropagation();
      this.reply(null);
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    }
  }

  /** Send a text; without one, what stands in the field. */
  async send(given) {
    const text = given ?? this.field.value;
    if (!text.trim()) return;
    const { room } = this;
    try {
      await post("send", { user: room.me, chat: room.chat.id, text, thread: room.thread ?? undefined, reply_to: this.replyTo?.message_id });
    } catch (error) {
      failed(error);
      return;
    }
    if (given === undefined || this.suggestions.open) this.field.value = "";
    this.suggestions.close();
    this.#grow();
    if (this.replyTo) this.reply(null);
    room.toEnd();
  }

  async #choose(result) {
    const { room } = this;
    this.field.value = "";
    this.suggestions.close();
    this.#grow();
    await post("choose", { user: room.me, chat: room.chat.id, result, thread: room.thread ?? undefined }).catch(failed);
    room.toEnd();
  }

  #follow(button) {
    this.field.value = "";
    this.suggestions.close();
    if (button.start_parameter) this.room.deepLink(button.start_parameter);
  }

  #attachMenu(event) {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    menuAt(left, top - 100, [
      { label: t("Photo or file"), lead: icon("picture"), run: () => this.file.click() },
      { label: t("Location"), lead: icon("place"), run: () => this.#sendPlace() },
    ]);
  }

  async #sendPlace() {
    const { room } = this;
    const place = await askPlace();
    if (place) await post("location", { user: room.me, chat: room.chat.id, ...place, thread: room.thread ?? undefined }).catch(failed);
  }

  #attach() {
    this.#upload(this.file.files);
    this.file.value = "";
  }

  async #upload(files) {
    const { room } = this;
    for (const file of files) {
      const fields = { user: room.me, chat: room.chat.id, caption: this.field.value || null, thread: room.thread };
      this.field.value = "";
      await upload("file", fields, file).catch(failed);
    }
  }
}
