"""Every address × every role × every situation."""
