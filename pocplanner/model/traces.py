"""What a phone number, a position, a date of birth, a document or a name looks like in a text."""

import re
from collections.abc import Callable, Iterator
from typing import Literal

Trace = Literal["email", "coordinates", "birth_date", "id_number", "phone", "person"]

_EMAIL = re.compile(
    r"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\]|\(arobase\))\s?[\w-]{1,63}(?:\.[\w-]{2,})+"
)


def _emails(text: str) -> Iterator[tuple[int, int]]:
    return (m.span() for m in _EMAIL.finditer(text))


_HALF = r"[NSEWOnsewo]"
_COORDINATES = (
    # 4.3612, 18.5550 and N4.36 E18.55 and 4,3612 ; 18,5550
    rf"(?<![\d.,]){_HALF}?\s?[-+]?\d{{1,3}}\.\d{{3,}}\s?°?\s?{_HALF}?\s?[,;/|]?\s?"
    rf"{_HALF}?\s?[-+]?\d{{1,3}}\.\d{{3,}}\s?°?(?:\s?{_HALF}\b)?(?!\d|\.\d)",
    rf"(?<![\d.,])[-+]?\d{{1,3}},\d{{4,}}\s?°?\s?{_HALF}?\s?[;/| ]\s?"
    rf"[-+]?\d{{1,3}},\d{{4,}}\s?°?(?:\s?{_HALF}\b)?(?!\d)",
    # 4.36N 18.55E, N4.36 E18.55: two decimals are enough where the halves are said
    r"(?<![\d.,])\d{1,2}[.,]\d{2,}\s?°?\s?[NS]\b\W{1,3}\d{1,3}[.,]\d{2,}\s?°?\s?[EWO]\b",
    r"\b[NS]\s?\d{1,2}[.,]\d{2,}\s?°?\W{1,3}[EWO]\s?\d{1,3}[.,]\d{2,}",
    # 4°21'40"N, 4°21.7', 4 deg 21 min
    r"\d{1,3}\s?(?:[°º˚]|deg\b|degr[ée]s\b)\s?\d{1,2}(?:[.,]\d+)?\s?(?:['′’]|min\b)"
    rf"(?:\s?\d{{1,2}}(?:[.,]\d+)?\s?(?:[\"″”]|''))?(?:\s?{_HALF}\b)?",
    r"(?<![\d.,])\d{1,3}[.,]\d{2,}\s?[°º˚](?!\s?[CF]\b)",
    # 0421N 01833E
    r"\b\d{4,6}(?:\.\d+)?[NS]\W{0,3}\d{5,7}(?:\.\d+)?[EWO]\b",
    # 4.36,18.55: no space, so not two figures of a sentence
    r"(?<![\d.,])-?\d{1,2}\.\d{2},-?\d{1,3}\.\d{2}(?![\d.,])",
    # 05 12.345 N 021 34.567 E
    r"\b\d{1,2}\s\d{1,2}\.\d{2,}\s?[NS]\W{1,3}\d{1,3}\s\d{1,2}\.\d{2,}\s?[EWO]\b",
    # UTM 34N 250100 482200
    r"\b(?:[1-9]|[1-5]\d|60)\s?[C-HJ-NP-X]\s{1,2}\d{6}(?:\.\d+)?\s?(?:m?E)?\W{1,3}"
    r"\d{6,7}(?:\.\d+)?\s?(?:m?N)?\b",
    r"\bUTM\b[^\n]{0,16}?\d{6,7}\D{1,6}\d{6,7}",
    # MGRS 34NBL 50100 82200
    r"\b(?:[1-9]|[1-5]\d|60)\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?"
    r"(?:\d{2}\s?\d{2}|\d{3}\s?\d{3}|\d{4}\s?\d{4}|\d{5}\s?\d{5})\b",
    # plus codes
    r"\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b",
)
_LABELLED = (
    # lat 4.36 lon 18.55
    r"\b(?:lat(?:itude)?|lon(?:g(?:itude)?)?)\b\W{0,4}[-+]?\d{1,3}[.,]\d+",
    r"\bcoord\w*\W{0,3}-?\d{1,3}[.,]\d+",
    r"\b[XE]\s?[:=]\s?\d{6,7}\W{1,4}[YN]\s?[:=]\s?\d{6,7}\b",
    # grid BL 501 822
    r"\b(?:MGRS|grid(?:\s+ref(?:erence)?)?|GR|carroyage|quadrillage)\b\W{0,3}"
    r"(?:[A-Z]{2}\s?)?\d{3,5}\s?\d{3,5}\b",
)
_PLACES = (re.compile("|".join(_COORDINATES)), re.compile("|".join(_LABELLED), re.I))


def _coordinates(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _PLACES:
        yield from (m.span() for m in pattern.finditer(text))


_MONTH = (
    r"(?:jan|f[ée]v|feb|mar|avr|apr|mai|may|juin|jun|juil|jul|ao[uû]|aug|sep|oct|nov|d[ée]c)\w*\.?"
)
_DATE = (
    r"(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er)?\s{_MONTH}\s\d{{4}}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}})"
)
_BORN = re.compile(
    r"\b(?:(?:was\s+)?born(?:\s+on)?|d\.?o\.?b\.?|date\s+of\s+birth|birth\s?da(?:te|y)"
    rf"|n[ée]{{1,2}}(?:\(e\)|·e)?\s+le|date\s+de\s+naissance|naissance)\W{{0,4}}{_DATE}",
    re.I,
)


def _births(text: str) -> Iterator[tuple[int, int]]:
    return (m.span() for m in _BORN.finditer(text))


_DOCUMENT = re.compile(
    r"\b(?:ID|I\.D\.|(?i:identity\s+card|id\s+card|passport|passeport|carte\s+d['’]identit[ée]"
    r"|pi[èe]ce\s+d['’]identit[ée]|CNI|NIN|NINA|matricule|voter(?:['’]?s)?\s+card|ration\s+card"
    r"|carte\s+d['’][ée]lecteur|carte\s+de\s+rationnement|service\s+number|case|dossier|file"
    r"|progres|(?:UN)?HCR|registration|enregistrement))\b"
    r"[\s:#.,]{0,3}(?:(?i:n[°ºo.]{1,2}|num[ée]ro|number|no\.?)[\s:#.]{0,3})?"
    r"(?=[A-Z0-9/\-]*\d[A-Z0-9/\-]*)(?:[A-Z]{1,4}[-/ ]?)?(?:[A-Z0-9]+[-/])*\d[A-Z0-9/\-]{3,}\b"
)
_FEW_DIGITS = 5


def _documents(text: str) -> Iterator[tuple[int, int]]:
    for found in _DOCUMENT.finditer(text):
        if sum(c.isdigit() for c in found.group()) >= _FEW_DIGITS:
            yield found.span()


_DIGITS = re.compile(r"(?<![\w.,/+])(?:\+|00)?\s?\(?\d[\d\s().\-/]{4,20}\d(?![\w%]|[.,]\d)")
_CALL = re.compile(
    r"(?:\b(?:tel|t[ée]l|t[ée]l[ée]phone|phone|mobile|cell|cellulaire|portable|whatsapp|signal|"
    r"telegram|call(?:s|ed)?|text(?:s|ed)?|appele[rz]|appelle|reach(?:ed)?|ring|joindre|joignable|contact(?:er)?"
    r"|num[ée]ro|number|sms|hotline|ligne)\b|☎|📞)[^\d\n]{0,24}$",
    re.I,
)
_YEARS_AND_DATES = re.compile(
    r"(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}"
    r"|(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d)"
)
_PAIRS = re.compile(r"\d{2}([ .-])\d{2}(?:\1\d{2}){2,3}")
_SPACED_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?: \d{3})+")
_LOCAL = re.compile(r"\(?0\d{1,3}\)?[\s.\-/]?\d[\d\s.\-/]{5,}")
_HYPHENED = re.compile(r"\d{3}([-.])\d{3}\1\d{3,4}|\d{3} \d{3} \d{4}|\(\d{3}\) ?\d{3}[-. ]\d{4}")


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for found in _DIGITS.finditer(text):
        given = found.group()
        digits = sum(c.isdigit() for c in given)
        if _is_phone(given.strip(), digits, text[max(0, found.start() - 40) : found.start()]):
            yield found.span()


def _is_phone(given: str, digits: int, before: str) -> bool:
    """Judge a run of digits by how it is grouped and by the word before it."""
    if _YEARS_AND_DATES.match(given):
        return False
    if given.startswith("+") or (given.startswith("00") and digits >= 10):
        return 8 <= digits <= 16
    if 6 <= digits <= 12 and _CALL.search(before):
        return True
    if _SPACED_THOUSANDS.fullmatch(given):
        return False
    if _PAIRS.fullmatch(given) or _HYPHENED.fullmatch(given):
        return True
    if 9 <= digits <= 12 and _LOCAL.fullmatch(given):
        return True
    # Nine or more digits in one piece are hardly ever a count: those are rounded.
    return given.isdigit() and 9 <= digits <= 12 and not given.endswith("00000")


_CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:[a-zß-öø-ÿ'’]+|\.)?(?:-[A-ZÀ-Ö][a-zß-ÿ]+)?"
_SHORT = r"(?:\s(?:al|el|ag|ould|bin|ben|de|da|van|von|dit|née?)[\s-])?"
_NAME = rf"{_CAPITAL}(?:{_SHORT}\s?{_CAPITAL}){{0,3}}"
_CALLED = re.compile(
    r"(?:\b(?:named|called|known\s+as|whose\s+name\s+is|name\s+is|name:|alias|a\.k\.a\."
    r"|nomm[ée]e?s?|d[ée]nomm[ée]e?s?|appel[ée]e?s?|pr[ée]nomm[ée]e?|surnomm[ée]e?"
    r"|r[ée]pondant\s+au\s+nom\s+de|du\s+nom\s+de|le\s+nomm[ée]|la\s+nomm[ée]e)"
    r"|\bs['’]appelle(?:nt)?|\bse\s+nomme)\s+"
    rf"(?P<name>{_NAME})"
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mister|Madame|Monsieur|Mademoiselle|Mme|Mlle|MM?)\b\.?\s"
    rf"(?P<name>{_NAME})"
)
_ROLE = re.compile(
    r"\b(?i:focal\s+point|point\s+focal|survivor|survivante?|victim|victime|witness|t[ée]moin"
    r"|informant|informateur|informatrice|whistle-?blower|lanceur\s+d['’]alerte)"
    rf"\s?[,:]?\s(?P<name>{_CAPITAL}\s{_CAPITAL}(?:\s{_CAPITAL})?)"
)
#: A name after such a word is that of a place, a group or an undertaking, not of a person.
_THINGS = re.compile(
    r"\b(?:village|town|city|place|camp|site|market|river|road|route|hill|bridge|forest|hamlet|"
    r"quarter|quartier|lieu|lieu-dit|march[ée]|rivi[èe]re|piste|colline|pont|for[êe]t|hameau|ville|"
    r"localit[ée]|axe|group|groupe|militia|milice|movement|mouvement|faction|gang|band|bande|"
    r"operation|op[ée]ration|plan|project|projet|base|forum|committee|comit[ée]|network|r[ée]seau|"
    r"radio|programme|program|area|zone|province|(?:sub-?|sous-)?pr[ée]fecture|commune|county|axis|neighbou?rhood|district|party|parti|coalition|alliance|"
    r"agreement|accord|settlement|mine|school|[ée]cole|station|unit|unit[ée]|force)s?\b[\w\s,]{0,12}$",
    re.I,
)
_OFFICES = frozenset(
    {"Premier", "Président", "President", "Ministre", "Minister", "Gouverneur", "Governor"}
    | {"Préfet", "Prefect", "Commandant", "Commander", "Général", "General", "Colonel"}
    | {"Chef", "Chief", "Maire", "Mayor", "Conseiller", "Secrétaire", "Secretary"}
    | {"Représentant", "Representative", "Ambassadeur", "Protection", "Support", "Force"}
    | {"Operation", "Opération", "The", "Le", "La", "Les"}
)


def _persons(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_CALLED, _TITLED, _ROLE):
        for found in pattern.finditer(text):
            name = found["name"]
            if name.split()[0] in _OFFICES or len(name) < 3:
                continue
            if pattern is _CALLED and _THINGS.search(text[: found.start()][-48:]):
                continue
            yield found.span("name")


#: Each kind with what finds it, the surest first: what one has taken, the next leaves.
FINDERS: tuple[tuple[Trace, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    ("email", _emails),
    ("coordinates", _coordinates),
    ("birth_date", _births),
    ("id_number", _documents),
    ("phone", _phones),
    ("person", _persons),
)
