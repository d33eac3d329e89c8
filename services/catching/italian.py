"""Italian, as it is said at a meeting. Words that mean two things are left out: “sale” are rooms
and salt, “casse” loudspeakers and boxes, “laboratorio” a room and what is done in it."""

from models import Kind, Unit
from services.catching.tongue import Tongue, listed, numbered, said

_ONES = said("due tre quattro cinque sei sette otto nove")
_TEENS = said(
    "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove"
)
_TENS = said("venti trenta quaranta cinquanta sessanta settanta ottanta novanta")


def _all(kind: Kind, words: str) -> dict[str, Kind]:
    return {word.strip(): kind for word in words.split(",")}


def _below_hundred() -> dict[str, int]:
    found = {word: n for n, word in enumerate(_ONES, 2)}
    found |= {word: n for n, word in enumerate(_TEENS, 10)}
    for n, ten in enumerate(_TENS, 2):
        stem = ten[:-1]
        found |= {ten: 10 * n, f"{stem}uno": 10 * n + 1, f"{stem}un": 10 * n + 1}
        found |= {f"{stem if word == 'otto' else ten}{word}": 10 * n + i
                  for i, word in enumerate(_ONES, 2)}  # fmt: skip
    return found


def _numbers() -> dict[str, int]:
    small, found = _below_hundred(), {}
    for n, head in enumerate(["", "cento", *(f"{word}cento" for word in _ONES)]):
        found |= {head: 100 * n} if n else {}
        found |= {head + word: 100 * n + less for word, less in small.items()}
        found |= {f"{head}{one}": 100 * n + 1 for one in ("uno", "un") if n}
        found |= {f"{head[:-1]}ottanta": 100 * n + 80} if n else {}
    below = dict(found)
    for n, head in enumerate(["mille", *(f"{word}mila" for word in _ONES), "diecimila"], 1):
        found |= {head: 1000 * n} | {head + word: 1000 * n + less for word, less in below.items()}
    return found


ITALIAN = Tongue(
    decimal=",",
    numbers=_numbers(),
    one=frozenset({"un", "un'", "uno", "una"}),
    halves={
        "mezza giornata": (1000, Unit.half_day),
        "una mezza giornata": (1000, Unit.half_day),
        "mezz' ora": (500, Unit.hour),
        "mezza ora": (500, Unit.hour),
    },
    and_a_half=frozenset({"e mezza", "e mezzo"}),
    units={
        **dict.fromkeys(("ora", "ore", "h"), Unit.hour),
        **dict.fromkeys(("mezze giornate", "mezza giornata"), Unit.half_day),
        **dict.fromkeys(("pomeriggio", "pomeriggi", "mattina", "mattine"), Unit.half_day),
        **dict.fromkeys(("mattinata", "mattinate", "mattino"), Unit.half_day),
        **dict.fromkeys(("giorno", "giorni", "giornata", "giornate", "gg"), Unit.day),
        **dict.fromkeys(("giornata intera", "giornate intere"), Unit.day),
        **dict.fromkeys(("settimana", "settimane"), Unit.week),
        **dict.fromkeys(("mese", "mesi"), Unit.month),
        **dict.fromkeys(("pezzo", "pezzi", "pz"), Unit.piece),
        **dict.fromkeys(("kg", "chilo", "chili", "chilogrammo", "chilogrammi"), Unit.kg),
        **dict.fromkeys(("m2", "m²", "mq", "metri quadri", "metri quadrati"), Unit.m2),
        **dict.fromkeys(("persona", "persone"), Unit.person),
        **dict.fromkeys(("€", "euro", "eur"), Unit.EUR),
    },
    half_days=frozenset({"pomeriggio", "mattina", "mattino", "mattinata"}),
    once={},
    times=frozenset({"volta", "volte"}),
    seats=frozenset({"posto", "posti"}),
    not_seats=frozenset({"auto", "letto", "macchina", "barca", "branda", "di", "fila"}),
    for_people=frozenset({"per", "da"}),
    about=frozenset({"circa", "ca", "indicativamente"}),
    not_a_quantity_after=listed(
        "almeno massimo max minimo min oltre tra fra o oppure e alle dalle ore quasi ogni sotto "
        "sopra al all' alla a x entro piu meno fino più meta terzo numero n mezzi tipo"
    ),
    not_a_quantity_before=listed(
        "o oppure su massimo max minimo min abbondanti scarse fa x per% mila e/o"
    ),
    each=listed("al allo alla all' a ogni per l' la cadauno ciascuno ciascuna cad"),
    kinds=_all(
        Kind.space,
        "sala, salone, saletta, stanza, stanze, aula, aule, spazio, spazi, cortile, giardino, "
        "palestra, cucina, ufficio, magazzino, capannone, teatro, parcheggio, biblioteca, "
        "auditorium, chiostro, terrazza, salette, saloni",
    )
    | _all(
        Kind.skill,
        "facilitazione, formazione, traduzione, traduzioni, consulenza, progettazione, docenza, "
        "fotografia, contabilita, rendicontazione, tutoraggio, mediazione, interpretariato, "
        "mentoring, comunicazione, doposcuola",
    )
    | _all(Kind.time, "volontariato")
    | _all(
        Kind.material,
        "stoffa, stoffe, tessuto, tessuti, legno, legname, carta, cartone, vernice, vernici, "
        "farina, cancelleria, mattoni, scampoli, viveri",
    )
    | _all(Kind.money, "contributo, denaro, soldi, finanziamento, cofinanziamento, donazione"),
    things=_all(
        Kind.equipment,
        "tavolo, tavoli, sedia, sedie, proiettore, proiettori, videoproiettore, videoproiettori, "
        "microfono, microfoni, furgone, furgoni, gazebo, stampante, stampanti, computer, "
        "tablet, lavagna, lavagne, saldatore, saldatori, trapano, trapani, amplificatore, "
        "generatore, bicicletta, biciclette, scanner, scaffale, scaffali, panca, panche",
    )
    | _all(Kind.material, "libri, volantini, bancali, vasi, quaderni, manifesti"),
    people=_all(Kind.time, "volontario, volontaria, volontari, volontarie")
    | _all(
        Kind.skill,
        "facilitatore, facilitatrice, facilitatori, facilitatrici, formatore, formatrice, "
        "formatori, formatrici, traduttore, traduttrice, traduttori, traduttrici, fotografo, "
        "fotografa, fotografi, interprete, interpreti, elettricista, elettricisti",
    ),
    meant_otherwise=(
        r"tavol[oi] (?:di lavoro|tecnic[oi]|tematic[oi]|di coprogettazione|territorial[ei])",
        r"buona? volonta|carta (?:dei|di|d')|spazio (?:a|al|alla|per) |raccolta fondi",
    ),
    beside=listed(
        "con per in nel nello nella nei nelle presso senza da dal dalla dello della del dell' dei "
        "degli delle alla al allo ai alle sulla sul sui come verso"
    ),
    denials=listed(
        "non niente nessun nessuno nessuna nessun' no né neanche nemmeno mai senza tranne eccetto "
        "escluso esclusa esclusi forse magari eventualmente se dipende salvo fuorché"
    ),
    but=frozenset({"ma", "però", "mentre", "invece"}),
    joints=frozenset({"di", "d'", "per", "e", "da"}),
    months=numbered(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto "
        "settembre ottobre novembre dicembre",
        1,
    ),
    months_that_are_words=frozenset(),
    weekdays=numbered("lunedi martedi mercoledi giovedi venerdi sabato domenica"),
    nearby={
        "oggi": "today",
        "domani": "tomorrow",
        "dopodomani": "the day after",
        "settimana prossima": "next week",
        "prossima settimana": "next week",
        "mese prossimo": "next month",
        "prossimo mese": "next month",
    },
    day=r"(?:[0-9]{1,2}[°º]?|primo)",
    month_first=False,
    begin=r"(?:a partire )?da(?:ll?[’']|lla|l)?",
    upto=r"fino a(?:ll[’']|l)?|a(?:ll[’']|lla|l)?",
    until=r"entro(?: il| la| l[’'])?|fino a(?:ll[’']|l)",
    due="entro",
    whole_until="entro",
    on=r"il|l[’']|la|per il|nel mese di|nel|in|ad|a|questo|questa",
    end_of=r"(?:la )?fine (?:di |del )?",
    span=(r"(?:tra|fra)(?: il| l[’'])?", r"e(?: il| l[’'])?"),
    not_a_day_after=listed(
        "di del dell' della dei delle ogni tutti tutte prima dopo scorso scorsa ultimo ultima "
        "fine meta inizio primi inizi tra fra o oppure e ne alla dalla verso intorno circa come "
        "dello lo i le gli terzo secondo quarto primo"
    ),
    not_a_day_before=listed(
        "scorso scorsa prossimo prossima o oppure circa passato passata prima dopo"
    ),
    not_a_weekday_with=listed(
        "il la al alla di del della ogni tutti tutte i le nel nei dal dalla un una in a per ad"
    ),
    always=frozenset(
        {"sempre", "tutti i giorni", "ogni giorno", "tutto l' anno", "giorni feriali", "weekend"}
    ),
    beside_a_weekday=listed(
        "il la i le lo al alla di del della nel nei ogni tutti tutte sera sere mattine "
        "pomeriggi e o disponibile disponibili libera libero liberi libere"
    ),
    once_only=listed(
        "prossimo prossima scorso scorsa questo questa entro da dal dalla fino tra primo secondo "
        "terzo quarto ultimo prima seconda terza quarta ultima"
    ),
    slash_is_day_first=True,
)
