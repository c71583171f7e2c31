"""Keeps what people wrote out of the logs.

A log line names the place in the code and the kind of error. Messages of exceptions, request
lines and local variables are dropped, because any of them may quote what somebody typed.
"""

import logging


class WithoutContents(logging.Filter):
    """Replaces every log record's message by where it happened and the class of the error."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite `record` in place; always lets it pass."""
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            place = ""
            while trace is not None:
                code = trace.tb_frame.f_code
                place = f"{code.co_filename}:{trace.tb_lineno} in {code.co_name}"
                trace = trace.tb_next
            record.msg = f"{kind.__name__} at {place}"
            record.args = None
            record.exc_info = None
            record.exc_text = None
        elif record.name.startswith("django"):
            record.msg = f"at {record.pathname}:{record.lineno}"
            record.args = None
        return True
