"""Passwords of twelve characters and more that are tried first.

A list cannot hold them all, but people make them in few ways: one of the words everybody takes,
with digits, signs or a year around it and letters put for figures; two such words; something
repeated; a walk along the keyboard or the alphabet. So the ways are known here, and the words.
"""

import re
import unicodedata
from functools import cache
from typing import Final

_WORDS: Final = """
password passwort passw passwd pass pwd admin administrator administrador root superuser user
username login logon letmein welcome welcometo changeme change default secret private system
manager master guest test testing tester temp temporary demo example sample server database
oracle mysql postgres windows microsoft google facebook instagram twitter linkedin youtube
telegram whatsapp vkontakte yandex mailru gmail hotmail yahoo apple iphone samsung android
computer laptop internet network security access qwerty qwertyuiop qwert asdf asdfgh asdfghjkl
zxcv zxcvb zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc abc abcd abcdef iloveyou iloveu
loveyou lovely love loveme lover forever always family mother father daddy mommy sister brother
baby babygirl babyboy angel angels princess prince queen king kingdom sunshine rainbow flower
butterfly chocolate cookie cookies banana orange cherry peaches pepper ginger sugar honey
summer winter spring autumn january february march april june july august september october
november december monday tuesday wednesday thursday friday saturday sunday dragon monkey tiger
lion eagle falcon phoenix wolf shadow panther dolphin horse rabbit kitty kitten pussy puppy
buster charlie jordan michael michelle jennifer jessica ashley amanda nicole daniel thomas
robert richard george william anthony joshua matthew andrew patrick alexander alexandra natasha
anastasia ekaterina svetlana tatiana nikita dmitry sergey vladimir maxim andrey alexey marina
football baseball basketball hockey soccer softball tennis golf golfer player gamer gaming
pokemon pikachu naruto minecraft fortnite roblox starwars batman superman spiderman ironman
harrypotter matrix trustno trustnoone nothing whatever anything something blink blinkone
liverpool chelsea arsenal manchester united barcelona realmadrid juventus spartak zenit dinamo
cska lokomotiv moscow moskva russia london england america canada australia germany berlin
paris france newyork california texas hello hellohello helloworld world goodluck goodbye
please thankyou number one two three four five six seven eight nine zero million money dollar
dollars rich bitcoin crypto blockchain ethereum business company office corporate marketing
sales seller customer client journey trail map freedom liberty justice victory winner champion
success lucky happy smile crazy killer hacker hunter ranger soldier warrior samurai ninja
metallica nirvana slipknot linkinpark eminem rihanna beyonce michaeljackson elvis beatles
corvette ferrari porsche mercedes mustang harley yamaha honda toyota nissan lada camaro
jesus christ jesuschrist god godisgood bless blessed faith heaven church bible amen
пароль пароли админ администратор привет приветпривет здравствуй люблю любовь ялюблютебя
люблютебя тебя моялюбовь мама папа мамочка сестра брат семья солнышко солнце котик зайка зайчик
малыш малышка красотка принцесса королева король ангел ангелок счастье удача весна лето осень
зима январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь понедельник
вторник среда четверг пятница суббота воскресенье москва россия питер санктпетербург спартак
зенит динамо локомотив футбол хоккей йцукен йцукенг фыва фывапролдж ячсмить настя анастасия
наташа наталья катя екатерина светлана татьяна марина елена алена александр александра дмитрий
сергей владимир максим андрей алексей никита кирилл артем роман игорь виктория виктор юлия ольга
ирина оксана надежда вера компьютер интернет доступ секрет секретно войти вход маркетинг продажи
продавец клиент клиенты компания бизнес деньги миллион доллар рубль рубли работа начальник
карта воронка кошка собака тигр волк медведь дракон самсунг яндекс гугл вконтакте одноклассники
"""

_WALKS: Final = (
    "1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "йцукенгшщзхъ", "фывапролджэ",
    "ячсмитьбю.", "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "01234567890123456789", "!@#$%^&*()_+", '!"№;%:?*()_+', "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,",
    "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
    "a1b2c3d4e5f6g7h8i9", "1a2b3c4d5e6f7g8h9i", "qweasdzxcrtyfghvbn", "147258369", "159357",
    "йфяцычувскамепинртгоьшлбщдю", "1й2ц3у4к5е6н7г8ш9щ0з", "й1ц2у3к4е5н6г7ш8щ9з0",
    "asdqwezxc", "zaqxswcdevfrbgtnhymjuk", "poiuytrewq", "qwaszxerdfcv",
)  # fmt: skip

_FIGURES: Final = str.maketrans("0134579@$!|€", "oieastgasiie")
_OTHER_FIGURES: Final = str.maketrans("1!|", "lll")
_FEW: Final = 5
"""Fewer different characters than this make no password."""
_SHORTEST_WALK: Final = 3
_LEFT_OVER: Final = 2
_UNIT: Final = 6
_LONGEST_WORD: Final = 16
_AT_MOST: Final = 2
"""So many common words in a row are common."""


def is_common(password: str) -> bool:
    """Whether a password is of a kind that is tried first."""
    text = unicodedata.normalize("NFKC", password).casefold()
    close = re.sub(r"\s+", "", text)
    return (
        len(set(close)) < _FEW
        or _is_repeated(close)
        or _is_walk(close)
        or any(_is_words(stem) for stem in _stems(close))
    )


def _is_repeated(text: str) -> bool:
    """Something short over and over, perhaps cut at the end."""
    return any(
        (text[:size] * (len(text) // size + 1)).startswith(text) for size in range(1, _UNIT + 1)
    )


def _is_walk(text: str) -> bool:
    """Walks along the keyboard, the digits or the alphabet, and next to nothing besides."""
    at, left = 0, 0
    while at < len(text):
        step = _walk_from(text, at)
        if step < _SHORTEST_WALK:
            at, left = at + 1, left + 1
        else:
            at += step
    return left <= _LEFT_OVER


def _walk_from(text: str, start: int) -> int:
    """How far one walk leads from here."""
    longest = 0
    for walk in _both_ways():
        size = longest + 1
        while start + size <= len(text) and text[start : start + size] in walk:
            longest, size = size, size + 1
    return longest


@cache
def _both_ways() -> tuple[str, ...]:
    return (*_WALKS, *(one[::-1] for one in _WALKS))


@cache
def _words() -> frozenset[str]:
    return frozenset(_WORDS.split())


def _stems(text: str) -> set[str]:
    """What is left of a password without what people put around a word, or for its letters."""
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
    inner = re.sub(r"[\W\d_]+", "", text)
    read = {
        re.sub(r"[\W_]+", "", one.translate(table))
        for one in (text, bare, re.sub(r"[\W\d_]+$", "", text))
        for table in (_FIGURES, _OTHER_FIGURES | _FIGURES)
    }
    trimmed = {re.sub(r"\d+", "", one) for one in read}
    return {bare, inner} | read | trimmed


def _is_words(stem: str) -> bool:
    """Whether it is one or two common words, whole, or one of them over and over."""
    ends: dict[int, set[frozenset[str]]] = {0: {frozenset()}}
    for at in range(len(stem)):
        for used in ends.pop(at, set()):
            for word in _words_at(stem, at):
                more = used | {word}
                if len(more) <= _AT_MOST:
                    ends.setdefault(at + len(word), set()).add(more)
    return bool(ends.get(len(stem))) and bool(stem)


def _words_at(stem: str, at: int) -> list[str]:
    ends = range(at + 3, min(at + _LONGEST_WORD, len(stem)) + 1)
    return [stem[at:end] for end in ends if stem[at:end] in _words()]
