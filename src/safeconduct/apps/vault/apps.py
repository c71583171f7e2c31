"""The vault as Django knows it. Holds the search children of a process; starts none by itself."""

from django.apps import AppConfig

from safeconduct.apps.vault.search.children import Children


class VaultConfig(AppConfig):
    """`children` belongs to this process; in the public process it stays empty."""

    name = "safeconduct.apps.vault"
    label = "vault"
    children: Children

    def ready(self) -> None:
        """Make the registry; the first staff request starts what it needs."""
        self.children = Children()
