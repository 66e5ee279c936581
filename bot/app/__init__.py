"""The only wiring: core.py connects stores and services, roles.py runs them; nothing else knows both sides."""
