"""Setting and removing the webhook."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ledebot.sandbox.server.api import BotApi, method
from ledebot.sandbox.server.arguments import Arguments
from ledebot.sandbox.server.errors import ApiError, Json, bad
from ledebot.sandbox.server.results import WithDescription
from ledebot.sandbox.server.updates import WEBHOOK_SET
from ledebot.sandbox.server.webhook import Hook

PORTS = (443, 80, 88, 8443)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@method("setWebhook")
async def set_webhook(api: BotApi, args: Arguments) -> WithDescription:
    """Have updates delivered to an address; an empty one removes the webhook."""
    url = args.text("url").strip()
    kinds = args.json("allowed_updates", "allowed updates")
    if not url:
        return await delete_webhook(api, args)
    _check_url(url)
    secret = args.text("secret_token")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        bad_length = len(secret) > 256
        raise bad("secret token is too long" if bad_length else "secret token contains unallowed characters")
    upload = args.files.get("certificate")
    hook = Hook(
        url=url,
        secret=secret,
        max_connections=args.integer("max_connections", 40, 1, 100),
        certificate=upload.data if upload else b"",
        ip_address=args.text("ip_address"),
    )
    if kinds is not None:
        api.updates.allow(kinds)
    if args.flag("drop_pending_updates"):
        api.updates.clear()
    old = api.webhook.hook
    if (old.url, old.secret, old.max_connections, old.certificate) == (
        hook.url, hook.secret, hook.max_connections, hook.certificate,
    ):  # fmt: skip
        return WithDescription(True, "Webhook is already set")
    _check_rate(api)
    api.updates.end_poll(WEBHOOK_SET)
    await api.webhook.set(hook)
    return WithDescription(True, "Webhook was set")


def _check_url(url: str) -> None:
    """Telegram wants https on four ports; on loopback the sandbox takes plain http and any port too."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        port = parts.port
    except ValueError:
        raise bad("bad webhook: Failed to parse URL") from None
    if parts.hostname in LOOPBACK and parts.scheme in ("http", "https"):
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if not parts.hostname or "." not in parts.hostname:
        raise bad("bad webhook: Failed to resolve host: Name or service not known")
    if (port or 443) not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _check_rate(api: BotApi) -> None:
    now = api.clock.now().timestamp()
    if api.flood is not None and now - api.last_webhook < 1:
        raise ApiError(429, "Too Many Requests: retry after 1", retry_after=1)
    api.last_webhook = now


@method("deleteWebhook")
async def delete_webhook(api: BotApi, args: Arguments) -> WithDescription:
    """Go back to polling."""
    was = await api.webhook.remove()
    if args.flag("drop_pending_updates"):
        api.updates.clear()
    return WithDescription(True, "Webhook was deleted" if was else "Webhook is already deleted")


@method("getWebhookInfo")
def get_webhook_info(api: BotApi, args: Arguments) -> Json:
    """Tell the webhook's state."""
    hook = api.webhook.hook
    out: Json = {
        "url": hook.url,
        "has_custom_certificate": bool(hook.certificate),
        "pending_update_count": len(api.updates.pending),
    }
    if hook.url:
        out["max_connections"] = hook.max_connections
    if hook.ip_address:
        out["ip_address"] = hook.ip_address
    if hook.last_error:
        out |= {"last_error_date": hook.last_error_date, "last_error_message": hook.last_error}
    if api.updates.asked is not None:
        out["allowed_updates"] = api.updates.asked
    return out
