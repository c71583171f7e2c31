"""Folding: one name, many spellings; what is typed of it finds it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.apps.vault.folding import fold, spellings

SPELLINGS = """
Хасан Hasan Khasan
Кадыров Kadyrov Kadyrow Kadirov
Зелимхан Zelimkhan Zelimhan
Джохар Dzhokhar Djokhar Johar Jokhar
Дудаев Dudayev Dudaev
Эльмурзаев Elmurzayev Elmurzaev El'murzaev
Юсуп Yusup Iusup
Аюб Ayub Aiub
Мария Maria Mariya
Евгений Evgeny Yevgeny Evgenii Yevgeniy
Татьяна Tatyana Tatiana Tat'yana
Соловьёв Solovyov Solovyev Soloviev Solovev Соловьев
Пётр Петр Pyotr Petr
Фёдор Fyodor Fedor
Грозный Grozny Groznyy Grozniy
Курчалой Kurchaloy Kurchaloi
Ачхой-Мартан Achkhoy-Martan Achkhoi-Martan
Яндарбиев Yandarbiyev Yandarbiev Iandarbiev
Сергей Sergey Sergei Sergej
Андрей Andrey Andrei Andrej
Айшат Aishat Ayshat
Лейла Leila Leyla
Хусейн Husein Huseyn Khuseyn
Умар Umar Oumar
Чеченец Chechenets Tschetschenets Tchetchenets
Шамиль Shamil Šamil Schamil Shamil'
Щербаков Shcherbakov Scherbakov
Жансурат Zhansurat Jansurat Žansurat
Царнаев Tsarnaev Tsarnayev Tzarnaev
Хадижат Khadizhat Hadijat Khadijat
Гази Gazi Ghazi
Исраилов Israilov
Лукманов Lukmanov Loukmanov
Виктор Viktor Wiktor
Якуб Yakub Iakub
Хьасан Хасан Hasan
Ильяс Ilyas Ilias
Юнус Yunus ЮНУС yunus
""".strip().splitlines()
# Spellings of a foreign language that begin one sound with three or four letters.
FOREIGN = {"Tschetschenets", "Tchetchenets", "Schamil", "Shcherbakov", "Scherbakov"}
NAMES = sorted({name for line in SPELLINGS for name in line.split()})


@pytest.mark.parametrize("line", SPELLINGS)
def test_all_spellings_of_a_name_fold_alike(line: str) -> None:
    assert len({fold(name) for name in line.split()}) == 1


@pytest.mark.parametrize("name", [name for name in NAMES if name not in FOREIGN])
def test_the_beginning_of_a_name_finds_it(name: str) -> None:
    for length in range(3, len(name) + 1):
        typed = name[:length]
        assert any(spelled in fold(name) for spelled in spellings(typed)), typed


def test_different_names_stay_apart() -> None:
    assert len({fold(line.split()[0]) for line in SPELLINGS}) >= len(SPELLINGS) - 1
    assert fold("Муса") != fold("Мусса")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text).isascii()


@given(
    st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя abcdefghijklmnopqrstuvwxyz'-", max_size=40)
)
def test_folding_names_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8))
def test_a_whole_name_is_found_in_a_sentence(names: list[str]) -> None:
    folded = fold(" ".join(names))
    assert all(any(one in folded for one in spellings(name)) for name in names)


def test_what_folds_to_nothing_is_no_word() -> None:
    assert spellings("ь'") == []
