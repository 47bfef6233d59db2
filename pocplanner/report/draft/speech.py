"""How a draft says things: names, days, numbers, times and terms in the document's language."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

from pocplanner.model.few import Few
from pocplanner.model.mission import Term
from pocplanner.model.record import Range
from pocplanner.model.snapshot import Snapshot
from pocplanner.report import typography
from pocplanner.report.draft.grammar import joined, low
from pocplanner.words import LANGUAGES, Words

#: Longer lists are cut, with how many more there are.
MOST_NAMED = 8


class Speech:
    """Turns values into words of one language; every unknown has words of its own."""

    def __init__(self, snapshot: Snapshot, words: Words) -> None:
        self.snapshot = snapshot
        self.words = words
        self.language = words.language

    def text(self, key: str, /, **facts: object) -> str:
        """A text of the drafting room."""
        return self.words.text(f"draft.{key}", **facts)

    def has(self, key: str) -> bool:
        return self.words.has(f"draft.{key}")

    # Names

    def name(self, id: str) -> str:
        """The name of a record; words for it where it has none or may not be read here."""
        return self.snapshot.name(id) or self.text("unnamed" if id else "no_place")

    def names(self, ids: Iterable[str], most: int = MOST_NAMED) -> str:
        """The names of records as a sentence lists them."""
        return self.listed([self.name(i) for i in ids], most)

    def listed(self, items: Iterable[str], most: int = MOST_NAMED, word: str = "and") -> str:
        """Items as a sentence lists them; a long list ends with how many more there are."""
        found = list(dict.fromkeys(i for i in items if i))
        # One left over is named like the others: "one more" would be as long as its name.
        if len(found) > most + 1:
            rest = len(found) - most
            found = [*found[:most], self.words.plural("draft.more", rest, n=self.number(rest))]
        return joined(found, self.text(word))

    def series(self, items: Iterable[str], most: int = MOST_NAMED) -> str:
        """Items that hold commas of their own, set apart by semicolons."""
        found = list(dict.fromkeys(i for i in items if i))
        # One left over is named like the others: "one more" would be as long as its name.
        if len(found) > most + 1:
            rest = len(found) - most
            found = [*found[:most], self.words.plural("draft.more", rest, n=self.number(rest))]
        return self.text("semicolon").join(found)

    # Terms

    @cached_property
    def _own_terms(self) -> dict[tuple[str, str], str]:
        return {(t.vocabulary, t.code): t.label for t in self.snapshot.all(Term)}

    def term(self, vocabulary: str, code: str) -> str:
        """The label of a term, the mission's own words first; empty where nothing was said."""
        if not code:
            return ""
        own = self._own_terms.get((vocabulary, code))
        if own:
            return own
        try:
            return self.words.term(vocabulary, code)
        except LookupError:
            return code.replace("_", " ")

    def phrase(self, vocabulary: str, code: str) -> str:
        """A term as it stands inside a sentence; its label where it has no such form."""
        if not code:
            return ""
        key = f"phrase.{vocabulary}.{code}"
        if (vocabulary, code) not in self._own_terms and self.has(key):
            return self.text(key)
        return low(self.term(vocabulary, code))

    def phrases(self, vocabulary: str, codes: Iterable[str], word: str = "and") -> str:
        """Several terms as a sentence lists them."""
        return self.listed((self.phrase(vocabulary, c) for c in codes), word=word)

    # Numbers and times

    def number(self, value: float, places: int = 0) -> str:
        """A number as the language writes it; a small number of people as "<10"."""
        if isinstance(value, Few):
            return str(value)
        return typography.number(value, self.language, places)

    def count(self, key: str, n: int, **facts: object) -> str:
        """A number with its noun in the right form: 1 community, 3 communities."""
        alone = n == 1 or (self.language == "fr" and n == 0)
        return self.text(f"count.{key}.{'one' if alone else 'many'}", n=self.number(n), **facts)

    def small(self, n: int) -> str:
        """A number in words up to ten, as running text has it."""
        return self.text(f"small.{n}") if self.has(f"small.{n}") else self.number(n)

    def day(self, value: date | None) -> str:
        """A day in words, or nothing."""
        if isinstance(value, datetime):
            value = value.date()
        return typography.day(value, self.words) if value else ""

    def short_day(self, value: date | None) -> str:
        """A day for a table: its number, short month and year."""
        if value is None:
            return ""
        month = self.words.text(f"report.month_short.{value.month}")
        return f"{value.day} {month} {value.year}"

    def span(self, since: date | None, until: date | None) -> str:
        """From when to when, open ends said so."""
        if since and since == until:
            return self.text("span.day", day=self.day(since))
        if since and until:
            return self.text("span.both", since=self.day(since), until=self.day(until))
        if since:
            return self.text("span.since", since=self.day(since))
        return self.text("span.until", until=self.day(until)) if until else ""

    def minutes(self, value: float) -> str:
        """A time in minutes up to two hours, then in hours and days."""
        value = max(value, 0)
        if value < 120:
            return self.text("time.minutes", n=self.number(round(value)))
        if value < 48 * 60:
            hours, left = divmod(round(value), 60)
            if left and hours < 12:
                return self.text("time.hours_minutes", h=self.number(hours), m=f"{left:02}")
            return self.text("time.hours", n=self.number(round(value / 60)))
        return self.text("time.days", n=self.number(round(value / 1440)))

    def range(self, value: Range | None) -> str:
        """Least, likely and most, in words; empty where nothing was entered."""
        if value is None:
            return ""
        if value.min == value.likely == value.max:
            return self.minutes(value.likely)
        return self.text(
            "time.range",
            min=self.minutes(value.min),
            likely=self.minutes(value.likely),
            max=self.minutes(value.max),
        )

    def hours(self, first: int | None, last: int | None) -> str:
        """Between which hours of the day."""
        if first is None or last is None:
            return ""
        return self.text("time.between", first=f"{first:02}:00", last=f"{last:02}:00")

    def weekdays(self, days: Iterable[str]) -> str:
        """On which days of the week."""
        days = list(days)
        if len(days) == 7:
            return self.text("every_day")
        names = (self.term("weekday", d) for d in days)
        return self.listed(low(n) if self.language == "fr" else n for n in names)

    def on_days(self, days: Iterable[str]) -> str:
        """On which days of the week, as an adverb; empty where they are not known."""
        days = list(days)
        if not days or len(days) == 7:
            return self.text("every_day") if days else ""
        return self.text("on_days", days=self.weekdays(days))

    # People

    def people(self, sex: str, ages: Iterable[str] = (), groups: Iterable[str] = ()) -> str:
        """Whom something concerns: groups as recorded, else sex and age, else nothing."""
        who = self.groups(groups)
        if who and sex in ("female", "male") and who.casefold() in self._children:
            return self.phrase("child", sex)
        if who:
            inside = self.phrase("sex", sex) if sex not in ("", "all", "not_stated") else ""
            return self.text("people.of_group", who=who, sex=inside) if inside else who
        if sex in ("", "not_stated"):
            return ""
        bands = self.listed(self.term("age_band", a) for a in ages if a != "not_stated")
        found = self.phrase("sex", sex)
        return self.text("people.aged", who=found, ages=bands) if bands else found

    @cached_property
    def _children(self) -> frozenset[str]:
        found = (Words(language).text("draft.child_groups") for language in LANGUAGES)
        return frozenset(name for text in found for name in text.split())

    @cached_property
    def _common(self) -> tuple[str, ...]:
        # A group may be entered in either language, whatever the document's own.
        found = (Words(language).text("draft.common_groups") for language in LANGUAGES)
        return tuple(stem for text in found for stem in text.split())

    def group(self, name: str) -> str:
        """A group inside a sentence: a common word begins small, a name stays as it is."""
        first = name.split(maxsplit=1)[0].casefold() if name.split() else ""
        # A plural or a feminine adds a few letters; a longer word is another one.
        common = any(first.startswith(c) and len(first) <= len(c) + 3 for c in self._common)
        return name[:1].lower() + name[1:] if common else name

    def groups(self, names: Iterable[str], most: int = MOST_NAMED) -> str:
        """Groups of people as a sentence lists them."""
        return self.listed((self.group(n) for n in names), most)

    def total(self, counts: Iterable[int | None]) -> str:
        """A sum of people; where one of them may not be told the sum is not told either."""
        known = [c for c in counts if c is not None]
        if not known or any(isinstance(c, Few) for c in known):
            return ""
        return self.number(sum(known))
