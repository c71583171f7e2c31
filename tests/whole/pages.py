"""Reads pages as a browser without JavaScript would: forms, links, titles, error sentences.

Sends nothing by itself; `tests.whole.visitor` does.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TEXTS = {"text", "search", "textarea", "password", "email", "tel", "url"}


@dataclass
class Field:
    """One field of a form; a group of radios or boxes has one `Field` for each button."""

    name: str
    kind: str
    value: str = ""
    checked: bool = False
    required: bool = False
    longest: int | None = None
    options: list[tuple[str, bool]] = field(default_factory=list)


@dataclass
class Form:
    """A form with its fields and buttons (name, value)."""

    action: str
    method: str
    multipart: bool
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def names(self) -> set[str]:
        """Names of the fields."""
        return {one.name for one in self.fields}


class Reader(HTMLParser):
    """Collects what a visitor acts on."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.title = ""
        self.errors: list[str] = []
        self._form: Form | None = None
        self._area: Field | None = None
        self._in_title = False
        self._alert = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if self._alert and tag == "div":
            self._alert += 1
        if said.get("role") == "alert":
            self._alert = max(self._alert, 1)
        if tag == "title":
            self._in_title = True
        elif tag == "a" and "href" in said:
            self.links.append(said["href"])
        elif tag == "form":
            method = said.get("method", "get").lower()
            multipart = said.get("enctype") == "multipart/form-data"
            self._form = Form(said.get("action", ""), method, multipart)
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(tag, said)

    def _field(self, tag: str, said: dict[str, str]) -> None:
        assert self._form is not None
        name = said.get("name", "")
        longest = int(said["maxlength"]) if said.get("maxlength", "").isdecimal() else None
        if tag == "input" and name:
            kind = said.get("type", "text")
            value = said.get("value", "on" if kind in {"checkbox", "radio"} else "")
            one = Field(name, kind, value, "checked" in said, "required" in said, longest)
            self._form.fields.append(one)
        elif tag == "textarea":
            self._area = Field(name, "textarea", required="required" in said, longest=longest)
            if name:
                self._form.fields.append(self._area)
        elif tag == "select":
            self._form.fields.append(Field(name, "select", required="required" in said))
        elif tag == "option" and self._form.fields and self._form.fields[-1].kind == "select":
            self._form.fields[-1].options.append((said.get("value", ""), "selected" in said))
        elif tag == "button" and said.get("type", "submit") == "submit":
            self._form.buttons.append((name, said.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag == "form":
            self._form = None
        elif tag == "textarea":
            if self._area is not None:
                self._area.value = self._area.value.removeprefix("\n")
            self._area = None
        elif tag == "div" and self._alert:
            self._alert -= 1

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data
        if self._in_title:
            self.title += data
        if self._alert and data.strip():
            self.errors.append(data.strip())
