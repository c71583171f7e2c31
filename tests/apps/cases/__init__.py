"""Working a case: each verb, who may, what is refused, and what stays sealed."""
