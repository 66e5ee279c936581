/** The page's side of the sandbox: JSON over HTTP, events over one stream. */

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (response.ok && body.ok !== false) return body.result ?? body;
  throw new Error(body.description ?? body.error ?? `${response.status} ${response.statusText}`);
}

/** Read from the sandbox; `query` values that are null or undefined are left out. */
export async function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  return answer(await fetch(`/page/${path}${given.length ? `?${new URLSearchParams(given)}` : ""}`));
}

/** Act in the sandbox. Throws an Error with the server's own words. */
export async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return answer(await fetch(`/page/${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** Send a file with its fields. */
export async function upload(path, fields, file) {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) if (value !== null && value !== undefined) form.append(key, value);
  form.append("file", file, file.name);
  return answer(await fetch(`/page/${path}`, { method: "POST", body: form }));
}

/** Follow the sandbox's events; the browser reconnects by itself, `onlost` and `onback` tell about it. */
export function listen(onevent, onlost, onback) {
  const source = new EventSource("/page/events");
  let lost = false;
  source.onmessage = (event) => onevent(JSON.parse(event.data));
  source.onerror = () => {
    lost = true;
    onlost();
  };
  source.onopen = () => {
    if (lost) onback();
    lost = false;
  };
}
