"""Every text of every page exists in Russian, and the catalogues say what the code says."""

import pytest
from babel.messages.catalog import Catalog

from tools import messages


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return messages.collected()


def test_texts_are_found_in_code_and_in_templates(texts: Catalog) -> None:
    places = {name.rpartition(".")[2] for message in texts for name, _ in message.locations}
    assert {"py", "html"} <= places


def test_nothing_is_untranslated_in_russian(texts: Catalog) -> None:
    russian = messages.read("ru")
    russian.update(texts, no_fuzzy_matching=True)
    assert messages.untranslated(russian) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_translation_breaks_its_placeholders(language: str) -> None:
    wrong = [(message.id, errors) for message, errors in messages.read(language).check()]
    assert wrong == []
