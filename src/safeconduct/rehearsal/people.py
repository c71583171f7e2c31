"""Invents the people of the rehearsal: plausible on a page, impossible as real individuals.

Given names and surnames are stones, patronymics are made of rocks ("Рубин Базальтович Яшмов"), so
nobody bears them; birth dates, papers and telephone numbers are drawn from a fixed seed, and every
telephone number begins with +7 000, a code that is not in use. What they write is composed of
sentences of ours about things that the public record describes in general.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from safeconduct.rehearsal.schedule import SEED

GIVEN = (
    ("Агат", "Agat"),
    ("Рубин", "Rubin"),
    ("Опал", "Opal"),
    ("Топаз", "Topaz"),
    ("Берилл", "Berill"),
    ("Сапфир", "Sapfir"),
    ("Оникс", "Oniks"),
    ("Нефрит", "Nefrit"),
    ("Гранат", "Granat"),
    ("Циркон", "Tsirkon"),
    ("Яхонт", "Yakhont"),
    ("Кварц", "Kvarts"),
    ("Малахит", "Malakhit"),
    ("Турмалин", "Turmalin"),
    ("Хризолит", "Khrizolit"),
    ("Аметист", "Ametist"),
)
GIVEN_FEMALE = (("Яшма", "Yashma"), ("Бирюза", "Biryuza"), ("Слюда", "Slyuda"), ("Лазурь", "Lazur"))
PATRONYMIC = (
    ("Гранит", "Granit"),
    ("Базальт", "Bazalt"),
    ("Сланец", "Slanets"),
    ("Кремень", "Kremen"),
    ("Порфир", "Porfir"),
    ("Диорит", "Diorit"),
    ("Гнейс", "Gneis"),
    ("Мергель", "Mergel"),
)
SURNAME = (
    ("Яшмов", "Yashmov"),
    ("Базальтов", "Bazaltov"),
    ("Кварцев", "Kvartsev"),
    ("Диоритов", "Dioritov"),
    ("Мергелев", "Mergelev"),
    ("Порфиров-Скальный", "Porfirov-Skalny"),
    ("Сланцев", "Slantsev"),
    ("Гнейсов", "Gneisov"),
    ("Лавин-Обсидианов", "Lavin-Obsidianov"),
    ("Щебнев", "Shchebnev"),
    ("Туфов", "Tufov"),
    ("Шпатов", "Shpatov"),
)
ROOTS = {"Сланец": "Сланц", "Slanets": "Slants", "Кремень": "Кремн", "Kremen": "Kremn"}

# Each tuple: danger now?, what is happening (Russian), the same in English.
STORIES = (
    (
        "now",
        "Меня отпустили вчера, но забрали телефон с перепиской. Сказали, что придут снова. "
        "Родственникам велели разобраться со мной самим.",
        "They let me go yesterday but kept the telephone with my messages. They said they would "
        "come back. My relatives were told to deal with me themselves.",
    ),
    (
        "now",
        "Брат узнал. Дядя едет домой, чтобы решить, что со мной делать. Мне нужно уйти до вечера.",
        "My brother has found out. My uncle is on his way to decide what to do with me. I have to "
        "be gone by tonight.",
    ),
    (
        "days",
        "Двоих моих знакомых увезли на этой неделе. Мое имя есть в их телефонах. Я ночую у разных "
        "людей.",
        "Two people I know were taken this week. My name is in their telephones. I sleep at a "
        "different place each night.",
    ),
    (
        "days",
        "Меня держали девять дней в месте, которого нет ни в каких бумагах. Там били током. "
        "Рана на ноге не заживает.",
        "I was held for nine days in a place that exists on no paper. They used electric current. "
        "The wound on my leg does not heal.",
    ),
    (
        "later",
        "Я уже в другом городе, но ко мне приходили на съемную квартиру и спрашивали соседей.",
        "I am in another town already, but somebody came to the flat I rent and asked the "
        "neighbours about me.",
    ),
    (
        "unclear",
        "Отец забрал мой паспорт. За мной следят, когда я выхожу. Пишу с чужого телефона.",
        "My father took my passport. I am watched when I go out. I am writing from somebody "
        "else's telephone.",
    ),
)
NEEDS = ("medicine", "money", "clothes", "a doctor", "a lawyer")


@dataclass(frozen=True)
class Invented:
    """One invented person, as they would describe themselves."""

    number: int
    cyrillic: str
    latin: str
    alias: str
    female: bool
    born: date
    telephone: str
    language: str
    urgency: str
    story: str
    town: str
    passport_until: date | None
    has_attachment: bool


def invent(number: int, seed: int = SEED) -> Invented:
    """The person with this number; the same for the same seed, whoever else is invented."""
    draw = random.Random(seed * 100_003 + number)  # noqa: S311  (invented people, not secrets)
    female = draw.random() < 0.08
    given = draw.choice(GIVEN_FEMALE if female else GIVEN)
    father = draw.choice(PATRONYMIC)
    surname = draw.choice(SURNAME)
    names = []
    for script, (ending, mine, her) in enumerate((("ович", "", "а"), ("ovich", "", "a"))):
        root = ROOTS.get(father[script], father[script])
        patronymic = root + (("овна", "ovna")[script] if female else ending)
        names.append(f"{given[script]} {patronymic} {surname[script]}{her if female else mine}")
    urgency, russian, english = draw.choices(STORIES, weights=(2, 1, 3, 2, 2, 1))[0]
    language = "ru" if draw.random() < 0.9 else "en"
    return Invented(
        number=number,
        cyrillic=names[0],
        latin=names[1],
        alias=given[0][:4] + draw.choice(("ик", "ыч", "ан")),
        female=female,
        born=date(1972, 1, 1) + timedelta(days=draw.randrange(9000)),
        telephone=f"+7 000 {draw.randrange(100, 1000)} {draw.randrange(10, 100)} {number:02d}",
        language=language,
        urgency=urgency,
        story=russian if language == "ru" else english,
        town=draw.choice(("", "", "рядом с горами", "на съемной квартире", "у знакомых")),
        passport_until=(
            date(2017, 9, 1) + timedelta(days=draw.randrange(3000))
            if draw.random() < 0.55
            else None
        ),
        has_attachment=draw.random() < 0.1,
    )
