"""The only wiring: container.py connects stores and services, roles.py runs them; nothing else knows both sides."""
