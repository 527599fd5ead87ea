"""Seeded clients with names, telephones and references, and names as people mistype them. Every name is composed."""

from __future__ import annotations

from random import Random

import numpy as np

UNITS = 20
CHUNK = 50_000
HEADS = """
    Aho Ala Hara Harju Heikki Heino Hieta Hirvi Honka Huhta Hyvö Häkki Ilma Jauho Joki Jäntti Kaija Kallio Kangas
    Karja Kaski Keski Kettu Kivi Koivu Kontio Korpi Koski Kuikka Kulma Kuusi Kylä Lahti Laiti Lampi Lappa Lehto
    Leino Lepis Linna Luoto Maija Manni Marti Matti Metsä Miettu Mylly Mäki Neva Niemi Niitty Nikku Nurmi Närhi
    Ojala Oksa Paju Palo Pelto Perä Pihla Piispa Poutia Pura Päivä Pöllä Rahko Raja Ranta Rauha Repo Ritva Ruoho
    Räsä Saari Salo Sauvo Savo Seppä Sillan Sorvo Suo Suvi Syrjä Säkki Taipa Tammi Tervo Toivo Tuomi Turu Tyrvä
    Törmä Uusi Vaara Vainio Valko Varti Vesa Viita Vuori Väinö Yli Åker Äijä Öster
"""
TAILS = """
    nen la lä mäki ranta koski niemi lahti järvi saari vaara oja aho kangas pelto virta salo harju lampi luoma suo
    puro lainen läinen kainen ski berg ström lund holm gren qvist
"""
FIRST = """
    Aada Aarne Aino Aki Aleksi Anja Anna Anne Antero Antti Anu Ari Arja Armas Arto Asta Auli Eero Eeva Eija Eila
    Eino Elina Elisa Ella Elli Emilia Emma Ensio Erja Erkki Esa Esko Eveliina Hanna Hannele Hannu Harri Heidi Heikki
    Helena Heli Helmi Henna Henri Iida Ilkka Ilmari Ilona Inkeri Irja Irma Jaakko Jani Janne Jari Jenni Joel Johanna
    Joni Jorma Jouni Juha Juhani Jukka Juuso Jyrki Kaarina Kai Kaisa Kalevi Kalle Kari Katja Katri Kauko Kimmo Kirsi
    Kristian Laura Lauri Leena Leo Liisa Lotta Maija Maire Mari Maria Marja Marjatta Marko Markku Marko Martti
    Matias Matti Mauri Meeri Merja Mika Mikael Mikko Minna Mirja Niina Niko Noora Olavi Olli Onni Oskari Otto Outi
    Paavo Pasi Paula Pauli Pekka Pentti Petri Pirjo Pirkko Päivi Raija Raimo Ranja Reijo Riikka Risto Ritva Saara
    Saku Sami Samuel Sanna Sari Satu Seija Seppo Sirkka Sirpa Sofia Susanna Taina Tapani Tapio Tarja Teemu Tero
    Terttu Tiina Timo Tommi Toni Tuija Tuomas Tuula Tytti Uolevi Valtteri Veera Veikko Vesa Vieno Ville Virpi Väinö
    Yrjö Äijö Åke Örjan
"""
NEAR = {
    "a": "sä", "e": "wr", "i": "uo", "o": "ip", "u": "yi", "k": "jl", "l": "kö", "m": "n", "n": "m", "r": "et",
    "s": "ad", "t": "ry", "v": "bc", "ä": "ö", "ö": "ä", "y": "tu", "h": "gj", "j": "hk", "p": "ol",
}  # fmt: skip


class Names:
    """Surnames and first names by their share, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        dice = Random(seed)
        surnames = list(dict.fromkeys(head + tail for tail in TAILS.split() for head in HEADS.split()))
        dice.shuffle(surnames)
        self.surnames = np.array(surnames)
        self.first = np.array(FIRST.split())
        self.by_share = 1 / (np.arange(len(surnames)) + 30.0)
        self.by_share /= self.by_share.sum()

    def people(self, dice: np.random.Generator, count: int) -> tuple[list[str], list[str]]:
        """Last and first names; one in twelve has a double surname, one in ten a double first name."""
        last = dice.choice(self.surnames, (2, count), p=self.by_share)
        given = dice.choice(self.first, (3, count))
        double, joined, third = dice.random(count) < 0.08, dice.random(count) < 0.1, dice.random(count) < 0.3
        lasts = [f"{a}-{b}" if twice else a for a, b, twice in zip(*last.tolist(), double, strict=True)]
        firsts = [
            f"{a}{'-' if hyphen else ' '}{b}{' ' + c if more else ''}"
            for a, b, c, hyphen, more in zip(*given.tolist(), joined, third, strict=True)
        ]
        return lasts, firsts


def mistyped(last: str, first: str, dice: Random) -> str:
    """What somebody who means this person types: one or two slips, marks left out, half a double name, turned order."""
    given = first.replace("-", " ").split()
    surname = dice.choice([last, *last.split("-")])
    words = [surname, given[0]] if dice.random() < 0.8 else [surname, *given]
    wrong = 0 if len(words[0]) < 4 else dice.choices(range(len(words)), [3, *[1] * (len(words) - 1)])[0]
    words[wrong] = slip(words[wrong], dice)
    if dice.random() < 0.15:
        words[-1] = slip(words[-1], dice)
    if dice.random() < 0.3:
        words = [word.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")) for word in words]
    if dice.random() < 0.3:
        words.reverse()
    return " ".join(words)


def slip(word: str, dice: Random) -> str:
    """One letter left out, doubled, exchanged with its neighbour, or taken for one beside it on the keys."""
    at = dice.randrange(1, len(word))
    letter = word[at]
    return dice.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[: at - 1] + letter + word[at - 1] + word[at + 1 :],
            word[:at] + dice.choice(NEAR.get(letter, "e")) + word[at + 1 :],
        ]
    )
