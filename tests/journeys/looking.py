"""What is looked at on a page that is open in a browser with JavaScript.

`english_left` lets pass what was typed, names that the organisation invented, and Latin words that
the Russian catalogue itself uses.
"""

import functools
import re
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from playwright.sync_api import Page

import safeconduct

CATALOGUE = Path(safeconduct.__file__).parent / "locale" / "ru" / "LC_MESSAGES" / "django.po"
#: An A4 sheet has 794 pixels; a browser makes a page smaller to fit, and to 70 % it stays legible.
NARROW, PAPER = 320, 1134
LATIN = re.compile(r"[A-Za-z]{2,}")
#: Members, cover names, the product, names of languages in those languages, parts of codes.
NAMES = {"alder", "birch", "rowan", "willow", "linden", "maple"} | {
    "safeconduct",
    "english",
    "notes",
}

TEXTS = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.replace(/\\s+/g, ' ').trim();
    const holder = walk.currentNode.parentElement;
    if (text && !holder.closest('style, script, code, .mono, .typed, textarea')) found.push(text);
  }
  for (const one of document.querySelectorAll('[title], [aria-label], [alt], [placeholder]'))
    for (const name of ['title', 'aria-label', 'alt', 'placeholder'])
      if (one.getAttribute(name)) found.push(one.getAttribute(name).trim());
  found.push(document.title);
  return found;
}"""

#: What sticks out, leaving aside what can be scrolled inside its own box.
TOO_WIDE = """(wide) => {
  const page = document.scrollingElement;
  if (page.scrollWidth <= wide) return [];
  const boxed = (e) => {
    for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
      if (getComputedStyle(p).overflowX !== 'visible') return true;
    return false;
  };
  const all = [...document.body.querySelectorAll('*')];
  const out = all.filter(e => e.getBoundingClientRect().right > wide + 1 && !boxed(e))
    .slice(-3).map(e => e.outerHTML.slice(0, 120));
  return ['is ' + page.scrollWidth + ' pixels wide', ...out];
}"""


@functools.cache
def words_allowed() -> frozenset[str]:
    """Latin words that the Russian translations use on purpose."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="ru")
    texts: list[str] = []
    for message in catalogue:
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        asked = message.id if isinstance(message.id, tuple) else (message.id,)
        texts += [re.sub(r"%\\(\\w+\\)[sd]", " ", one) for one in said if one and one not in asked]
    return frozenset(word.lower() for text in texts for word in LATIN.findall(text))


def english_left(page: Page) -> list[str]:
    """Texts of a page, and of its hints, with Latin words that nobody meant to be there."""
    allowed = words_allowed() | NAMES
    left = []
    for text in page.evaluate(TEXTS):
        plain = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8,}", " ", text)
        plain = re.sub(r"otpauth://\\S+|https?://\\S+", " ", plain)
        if {word.lower() for word in LATIN.findall(plain)} - allowed:
            left.append(text[:160])
    return left


def said_by_axe(results: Any) -> list[str]:
    """Violations, one line each."""
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {node['html'][:160]}"
        for one in results.response["violations"]
        for node in one["nodes"]
    ]


def overflow(page: Page) -> list[str]:
    """What makes the page scroll sideways on the narrowest telephone."""
    before = page.viewport_size
    page.set_viewport_size({"width": NARROW, "height": 640})
    found: list[str] = page.evaluate(TOO_WIDE, NARROW)
    if before:
        page.set_viewport_size(before)
    return found


def prints(page: Page) -> list[str]:
    """What is wrong with the page on paper: nothing to be seen, or wider than a sheet."""
    before = page.viewport_size
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    found: list[str] = page.evaluate(TOO_WIDE, PAPER)
    if not page.locator("main").inner_text().strip():
        found.append("shows nothing on paper")
    page.emulate_media(media="screen")
    if before:
        page.set_viewport_size(before)
    return found
