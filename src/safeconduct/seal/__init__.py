"""The seal: pure cryptography for everything Safeconduct keeps.

Functions here take bytes and give bytes. They import no Django, do no input or output beyond
reading the package's own word list, read no clock and draw no randomness of their own: whoever
calls hands over `fresh` bytes of the exact length each function states. Two kept libraries are
the exception and say so where they are used: HPKE draws its own encapsulation randomness, and
SLIP-39 draws its own polynomial.

The sealing side never imports the opening side. `opening`, `stream_opening`, `keyring`,
`passphrase` and `recovery` open things and belong to the staff process only; `mailbox` and
`return_code` open nothing but what was sealed to the holder of one return code. This file
therefore re-exports nothing: import the module that is needed.

The byte layouts are in docs/spec/, with test vectors.
"""
