"""What keeps failing, told so that a log stays readable: at once, then ever less often, and once when it is over."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from ledebot.bot.core.clock import Clock

FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=1)

log = logging.getLogger(__name__)


class OutageLog:
    """One thing that may fail again and again, such as reaching Telegram."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since: datetime | None = None
        self._told = clock.now()
        self._pause = FIRST

    def failed(self, what: str, error: Exception | None = None) -> None:
        """Tell of a failure, unless that was done a short while ago; the pauses double from a minute to an hour.

        An `error` is a bug of ours: it is told with its traceback.
        """
        now = self._clock.now()
        if self._since is None:
            self._since, self._pause = now, FIRST
        elif now - self._told < self._pause:
            return
        else:
            self._pause = min(2 * self._pause, LONGEST)
        self._told = now
        log.log(logging.ERROR if error else logging.WARNING, "%s", what, exc_info=error)

    def over(self, what: str) -> None:
        """Tell that it works again, if it did not."""
        if self._since is not None:
            lasted = self._clock.now() - self._since
            self._since = None
            log.info("%s, after %.0f s", what, lasted.total_seconds())
