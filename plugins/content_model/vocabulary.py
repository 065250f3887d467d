"""Vocabularies (categories, topics, tags, authors): closed by a file or open, never merged.

Names are compared by `tone_key`, so "hòa" and "hoà" are one word while "Hà Nam" and "Hạ Nam"
are two, and two names that fold to one slug are a problem that names both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from plugins.content_model.models import Term
from plugins.content_model.problems import Problem
from plugins.content_model.suggest import near_word
from plugins.vietnamese import slugify, tone_key

# Ten thousand articles name the same few hundred words.
_key = lru_cache(maxsize=1 << 14)(tone_key)
_WORDS = {
    "category": "chuyên mục",
    "topic": "dòng sự kiện",
    "tags": "thẻ",
    "authors": "tác giả",
}
_FILES = {
    "category": "data/categories.yaml",
    "topic": "data/topics.yaml",
    "tags": "data/tags.yaml",
}
#: Of which an article has one; it may be named by its slug before any file says what that is.
_SINGLE = frozenset({"category", "topic"})


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """A name as one file writes it."""

    path: str
    line: int
    name: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Terms by what editors may write for them: a slug or a name."""

    field: str
    terms: tuple[Term, ...]
    by_key: Mapping[str, Term]

    def find(self, written: str) -> Term | None:
        """Return the term that a name or a slug stands for."""
        return self.by_key.get(_key(written))


def closed(field: str, terms: Sequence[Term]) -> Vocabulary:
    """Make a vocabulary that holds these terms and no others."""
    by_key = {_key(term.name): term for term in terms}
    for term in terms:
        by_key.setdefault(term.slug, term)
    return Vocabulary(field, tuple(terms), by_key)


def opened(field: str, uses: Iterable[Use]) -> tuple[Vocabulary, list[Problem]]:
    """Make a vocabulary from the names in use.

    Of several spellings of one word the most frequent one heads its page. Two words that share a
    slug are a problem at every place of the rarer one; but a category or a topic may be named by
    its slug (`kinh-te`), which then stands for the name that has it.
    """
    places: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        places[_key(use.name)].append(use)
    words: dict[str, list[str]] = defaultdict(list)
    problems: list[Problem] = []
    for key, found in places.items():
        slug = slugify(_first(found).name)
        if slug:
            words[slug].append(key)
        else:
            problems += _unsayable(field, found)
    by_key: dict[str, Term] = {}
    for slug, keys in sorted(words.items()):
        keys.sort(key=lambda key: (_is_slug(field, slug, places[key]), -len(places[key]), key))
        term = Term(slug, _usual_name(places[keys[0]]))
        for key in (*keys, slug):
            by_key[key] = term
        for key in keys[1:]:
            if not _is_slug(field, slug, places[key]):
                problems += _collisions(field, slug, places[keys[0]], places[key])
    terms = {term.slug: term for term in by_key.values()}
    return Vocabulary(field, tuple(terms[slug] for slug in sorted(terms)), by_key), problems


def check_closed(vocabulary: Vocabulary, uses: Iterable[Use]) -> Iterator[Problem]:
    """Yield a problem for each use of a name that a closed vocabulary does not hold."""
    field = vocabulary.field
    names = [term.name for term in vocabulary.terms]
    slugs = [term.slug for term in vocabulary.terms]

    @cache
    def fix(name: str) -> str:
        near = near_word(name, names) or near_word(name, slugs)
        if near is None:
            return f"dùng tên có trong {_FILES[field]}, hoặc thêm tên này vào đó"
        return f"có phải “{near}”? Nếu không, thêm tên này vào {_FILES[field]}"

    for use in uses:
        if vocabulary.find(use.name) is None:
            message = f"không có {_WORDS[field]} “{use.name}”"
            yield Problem(use.path, use.line, f"{field}-unknown", field, message, fix(use.name))


def check_terms(
    field: str, path: str, terms: Sequence[tuple[Term, Mapping[str, int]]]
) -> Iterator[Problem]:
    """Yield a problem for each term of a data file whose slug or name stands for another.

    `terms` are the file's terms with the lines of their keys.
    """
    taken: dict[str, tuple[Term, int]] = {}
    for term, lines in terms:
        for key, what, written in (("slug", "đường dẫn", term.slug), ("name", "tên", term.name)):
            other = taken.get(_key(written))
            if other is None:
                continue
            name = f"“{other[0].name}” ({other[0].slug}) ở dòng {other[1]}"
            message = f"{_WORDS[field]} “{term.name}” trùng {what} với {name}"
            line = lines.get(key, lines[""])
            fix = f"đặt {what} khác nhau"
            yield Problem(path, line, f"{field}-collision", key, message, fix)
            break
        for written in (term.slug, term.name):
            taken.setdefault(_key(written), (term, lines[""]))


def _is_slug(field: str, slug: str, uses: Sequence[Use]) -> bool:
    return field in _SINGLE and all(use.name == slug for use in uses)


def _unsayable(field: str, uses: Sequence[Use]) -> Iterator[Problem]:
    for use in uses:
        message = f"tên {_WORDS[field]} “{use.name}” không có chữ cái hay chữ số"
        yield Problem(use.path, use.line, f"{field}-invalid", field, message, "viết tên bằng chữ")


def _collisions(
    field: str, slug: str, usual: Sequence[Use], rarer: Sequence[Use]
) -> Iterator[Problem]:
    first = min(usual)
    fix = "viết thêm đơn vị hoặc chức danh để hai tên khác nhau"
    if field in _FILES:
        fix = f"khai cả hai trong {_FILES[field]} với slug khác nhau, hoặc dùng một tên"
    for use in rarer:
        message = (
            f"{_WORDS[field]} “{use.name}” và “{first.name}” ({first.path}:{first.line}) "
            f"cùng một đường dẫn “{slug}”"
        )
        yield Problem(use.path, use.line, f"{field}-collision", field, message, fix)


def _first(uses: Sequence[Use]) -> Use:
    """Return the first of the uses of one word; of one spelling any will do."""
    return uses[0] if len({use.name for use in uses}) == 1 else min(uses)


def _usual_name(uses: Sequence[Use]) -> str:
    counts = Counter(use.name for use in uses)
    return min(counts, key=lambda name: (-counts[name], name))
