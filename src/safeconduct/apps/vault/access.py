"""Who may reach files and search: by the compartment's key. Anything else is 404."""

from uuid import UUID

from django.http import Http404

from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault.models import Blob


def blob_for(actor: Actor, blob_id: UUID) -> Blob:
    """A file whose compartment the actor holds and which something refers to. Raises Http404."""
    found = Blob.objects.filter(pk=blob_id, kept=True, compartment__in=actor.held()).first()
    if found is None:
        raise Http404
    return found
