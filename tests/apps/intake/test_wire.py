"""How many bytes the whole path takes, and what its answers carry."""

import gzip
import re
from typing import Any

import pytest

from tests.apps.intake.conftest import Stranger, hidden

PATH_BYTES = 15_360
TAGS = re.compile(r"<[^>]*>")
LATIN = re.compile(r"[A-Za-z]{2,}")
PLEA = (
    "My cousin was taken from his work on Tuesday and has not come back. Men in uniform came to "
    "our house and asked for me by name. My uncle says that I have shamed the family and must come "
    "home to talk. I am with a friend now, but they know her street. I have my passport and "
    "some money. I do not know whom I can still call."
)


class Wire:
    """Walks the path compressed, and weighs each answer."""

    def __init__(self, stranger: Stranger, language: str) -> None:
        self.client, self.language = stranger.client, language
        self.bodies: list[int] = []
        self.headers: list[int] = []
        self.page = ""

    def weigh(self, response: Any) -> None:
        """Note body and, roughly, the header in HTTP/1.1 (the server adds its date and name)."""
        assert response["Content-Encoding"] == "gzip"
        self.bodies.append(len(response.content))
        self.headers.append(
            19 + sum(len(name) + len(value) + 4 for name, value in response.items()) + 60
        )
        self.page = gzip.decompress(response.content).decode()
        assert response.status_code == 200, self.page
        assert "Set-Cookie" not in response and not response.cookies

    def get(self, path: str) -> None:
        self.weigh(self.client.get(path))

    def send(self, **fields: Any) -> None:
        data = {**hidden(self.page), "do": "next", **fields}
        self.weigh(self.client.post(f"/{self.language}/ask/", data))


@pytest.mark.parametrize("language", ["en", "ru", "ar"])
def test_the_whole_path_fits_into_fifteen_kilobytes(
    public: Stranger, language: str, record_property: Any
) -> None:
    public.client.defaults["HTTP_ACCEPT_ENCODING"] = "gzip"
    public.client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    wire = Wire(public, language)
    wire.get("/")
    wire.get(f"/{language}/ask/")
    wire.send(text=PLEA)
    wire.send(urgency="now")
    wire.send(where="region", where_words="Grozny")
    wire.send(channel="page", reach="", never=["call", "family", "come"])
    wire.send(do="send")
    assert 'class="code"' in wire.page
    bodies, headers = sum(wire.bodies), sum(wire.headers)
    record_property("bytes", {"bodies": bodies, "headers": headers})
    print(f"{language}: {bodies} bytes of pages, {headers} of headers")
    assert bodies + headers <= PATH_BYTES


@pytest.mark.parametrize("path", ["", "en/", "ru/ask/", "ar/back/", "en/nothing/"])
def test_every_answer_keeps_out_of_caches_frames_and_histories(public: Stranger, path: str) -> None:
    response = public.client.get(f"/{path}")
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "style-src 'sha256-" in policy
    assert "unsafe" not in policy
    page = response.content.decode()
    assert (
        "<script" not in page
        and 'style="' not in page
        and "//" not in page.replace("https://www.wikipedia.org/", "")
    )
    assert "Set-Cookie" not in response
    assert "<title>Notes</title>" in page or response.status_code == 404


@pytest.mark.parametrize(
    ("language", "direction", "word"),
    [("en", "ltr", "Ask for help"), ("ru", "ltr", "Попросить"), ("ar", "rtl", "طلب المساعدة")],
)
def test_each_language_has_its_words_and_direction(
    public: Stranger, language: str, direction: str, word: str
) -> None:
    public.language = language
    page = public.get()
    assert f'lang="{language}" dir="{direction}"' in page
    assert word in page


def test_the_browser_chooses_the_first_language(public: Stranger) -> None:
    page = public.client.get("/", headers={"accept-language": "fr, ru;q=0.8"}).content.decode()
    assert 'lang="ru"' in page
    for other in ("/en/", "/ar/"):
        assert f'href="{other}"' in page


@pytest.mark.parametrize("language", ["ru", "ar"])
def test_no_english_is_left_on_the_path(public: Stranger, language: str) -> None:
    """Every page of the face shows only its own script, but for what the person and we invented."""
    public.language = language
    pages = [public.get(), public.get("back/"), public.begin(), public.answer(text="")]
    pages += [public.answer(text="…"), public.answer(), public.answer(urgency="now")]
    pages += [public.answer(where="abroad"), public.answer(channel="other"), public.answer()]
    pages += [public.answer(channel="page"), public.answer(do="5"), public.answer()]
    pages += [public.send()]
    code = public.code
    pages += [
        public.look("12345"),
        public.look(code),
        public.post("box/", code=code, do="withdraw"),
    ]
    pages += [public.post("box/", code=code, do="write", text="")]
    pages += [public.post("box/", code=code, do="erase")]
    for page in pages:
        body = page.partition("<main>")[2]
        assert not LATIN.findall(TAGS.sub(" ", body)), TAGS.sub(" ", body)
