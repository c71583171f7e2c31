"""Vault: sealed fields and files. The only door between ciphertext in rows and words on a page."""
