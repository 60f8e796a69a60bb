"""A keyring in memory, in the place of the system's."""

from __future__ import annotations

from typing import ClassVar

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class Drawer(KeyringBackend):
    """A keyring in memory; where it ``is_broken`` it fails as a daemon does that went away."""

    priority = 5
    held: ClassVar[dict[tuple[str, str], str]] = {}
    is_broken = False

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")

    def _answer(self) -> None:
        if self.is_broken:
            raise OSError("the daemon went away")
