"""How many bytes the whole path takes, and what its answers carry."""

import pytest

from tests.apps.intake.conftest import Stranger

PATH_BYTES = 15_360
PLEA = (
    "My cousin was taken from his work on Tuesday and has not come back. Men in uniform came to "
    "our house and asked for me by name. My uncle says that I have shamed the family and must come "
    "home to talk. I am with a friend now, but they know her street. I have my passport with me and "
    "some money. I do not know whom I can still call."
)


def header_bytes(response: object) -> int:
    """Roughly what the header takes in HTTP/1.1."""
    return 17 + sum(len(name) + len(value) + 4 for name, value in response.items()) + 2  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["en", "ru", "ar"])
def test_the_whole_path_fits_into_fifteen_kilobytes(public: Stranger, language: str) -> None:
    public.client.defaults["HTTP_ACCEPT_ENCODING"] = "gzip"
    public.client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    wire = Wire(public, language)
    wire.get("/")
    wire.get(f"/{language}/ask/")
    wire.send(text=PLEA)
    wire.send(urgency="now")
    wire.send(where="region", where_words="Grozny")
    wire.send(channel="page", reach="", never=["call", "family", "come"])
    wire.send()
    wire.send(do="send")
    assert 'class="code"' in wire.page
    print(language, wire.bodies, wire.headers, sum(wire.bodies), sum(wire.headers))
    assert sum(wire.bodies) <= PATH_BYTES


class Wire:
    """Walks the path compressed, and weighs each answer."""

    def __init__(self, stranger: Stranger, language: str) -> None:
        self.stranger, self.language = stranger, language
        self.bodies: list[int] = []
        self.headers: list[int] = []
        self.page = ""

    def weigh(self, response: object) -> None:
        import gzip

        body = response.content  # type: ignore[attr-defined]
        assert response["Content-Encoding"] == "gzip"  # type: ignore[index]
        self.bodies.append(len(body))
        self.headers.append(header_bytes(response))
        self.page = gzip.decompress(body).decode()
        assert response.status_code == 200, self.page  # type: ignore[attr-defined]

    def get(self, path: str) -> None:
        self.weigh(self.stranger.client.get(path))

    def send(self, **fields: object) -> None:
        from tests.apps.intake.conftest import hidden

        data = {**hidden(self.page), "do": "next", **fields}
        self.weigh(self.stranger.client.post(f"/{self.language}/ask/", data))


def test_dump(public: Stranger) -> None:
    import pathlib

    out = pathlib.Path("/tmp/sc/intake/pages")
    out.mkdir(exist_ok=True)
    public.get()
    out.joinpath("0.html").write_text(public.page)
    public.begin()
    out.joinpath("1.html").write_text(public.page)
    public.answer(text=PLEA)
    out.joinpath("2.html").write_text(public.page)
    public.answer(urgency="now")
    out.joinpath("3.html").write_text(public.page)
    public.answer(where="region", where_words="Grozny")
    out.joinpath("4.html").write_text(public.page)
    public.answer(channel="page", reach="", never=["call", "family", "come"])
    out.joinpath("5.html").write_text(public.page)
    public.answer()
    out.joinpath("6.html").write_text(public.page)
    public.send()
    out.joinpath("7.html").write_text(public.page)
