"""Pages of the vault: downloading a sealed file, and bringing old things to a new key."""

import time
from uuid import UUID

from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from safeconduct.apps.team.access import compartment_held
from safeconduct.apps.team.requests import StaffRequest
from safeconduct.apps.vault import access, reading
from safeconduct.apps.vault.opening import Sealed
from safeconduct.apps.vault.reseal import left
from safeconduct.apps.vault.reseal import reseal as reseal_batch

SECONDS_PER_REQUEST = 8.0


def download_file(request: StaffRequest, blob_id: UUID) -> HttpResponseBase:
    """Send a file to a member who holds its compartment, opened while it is sent.

    Always as a download under a neutral name: a browser must not render what strangers sent.
    """
    blob = access.blob_for(request.actor, blob_id)
    key = reading.file_key(request.actor, blob)
    assert key is not None and not isinstance(key, Sealed)  # access has seen the compartment's key
    response = StreamingHttpResponse(
        reading.chunks(request.actor, blob, key), content_type="application/octet-stream"
    )
    response["Content-Length"] = str(key.length)
    extension = key.name.rpartition(".")[2] if "." in key.name else "bin"
    safe = "".join(c for c in extension if c.isascii() and c.isalnum())[:8] or "bin"
    response["Content-Disposition"] = f'attachment; filename="{blob.id.hex[:8]}.{safe}"'
    return response


@require_POST
def reseal(request: StaffRequest, code: str) -> HttpResponseBase:
    """Seal older things under the newest key, a few seconds at a time; press again to go on."""
    compartment = compartment_held(request.actor, code)
    until = time.monotonic() + SECONDS_PER_REQUEST
    while time.monotonic() < until:
        if reseal_batch(request.actor, compartment=compartment.id) == 0:
            return redirect("team")
    context = {"code": code, "left": left(compartment.id)}
    return render(request, "vault/resealing.html", context)
