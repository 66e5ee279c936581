"""Every error that Ledebot raises on purpose.

LedebotError
├── UserError             the person at the command line or in the chat can mend it; one line, exit code 2
│   ├── SettingError      an environment variable, `.env` line or sources file is wrong
│   └── InputError        a file, address, query or schedule that cannot be used as it is
│       └── RefusedError  the same, said in a chat and translated there
├── SourceError           one feed, page or post could not be read; the run goes on
│   ├── FetchError        the network's side: refused address, status, time-out, too large
│   └── ParseError        the document's side: not a feed, broken beyond repair
├── StoreUnavailableError Redis cannot be reached just now; try again
└── SearchUnavailableError the index cannot answer just now (disk full, read-only, rebuilding from nothing)

Anything else that escapes is a bug and is never swallowed.
"""


class LedebotError(Exception):
    """Base of every error raised on purpose; its text is fit to be shown."""


class UserError(LedebotError):
    """The user can mend it; the text is one line that says how."""


class SettingError(UserError):
    """A setting is missing or wrong."""


class InputError(UserError):
    """An argument, file, address or message cannot be used as it is."""


class RefusedError(InputError):
    """The same, said in a chat: `template` and `values` let the interface translate the line."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values) if values else template)
        self.template = template
        self.values = values


class SourceError(LedebotError):
    """One source or one of its items could not be read."""


class FetchError(SourceError):
    """A URL could not be fetched, or must not be."""


class ParseError(SourceError):
    """A document arrived but holds nothing that can be read."""


class StoreUnavailableError(LedebotError):
    """Redis cannot be reached; the caller may try again later."""


class SearchUnavailableError(LedebotError):
    """The search index cannot answer; the rest of the bot runs on."""
