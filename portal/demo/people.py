"""Fictitious people to call and streets to go to."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from portal.demo.bodies import Body
from portal.places import Commune

_LINES = (Path(__file__).parent / "names.txt").read_text(encoding="utf-8").splitlines()
_WOMEN, _MEN, _NAMES = (line.split() for line in _LINES[1:])
_STREETS = (
    "rue des Métiers",
    "avenue de l'Apprentissage",
    "place du Savoir-Faire",
    "chemin des Compagnons",
    "allée des Outils",
    "boulevard de la Formation",
    "rue de l'Atelier-Neuf",
    "impasse du Rabot",
    "quai des Passerelles",
    "rue du Deuxième-Élan",
    "cours des Tisserands",
    "rue de la Bonne-Volonté",
    "avenue des Possibles",
    "route du Chantier-École",
)
_PREMISES = (
    "centre de formation",
    "plateau technique",
    "maison de la formation",
    "atelier-école",
    "pôle des métiers",
    "antenne",
    "campus",
    "espace formation",
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to contact; `type_code` is the LHEO kind of contact (dict-type-contact)."""

    title: str
    first_name: str
    last_name: str
    phone: str
    email: str
    type_code: int
    mobile: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address in a commune of the gazetteer."""

    premises: str
    street: str
    place: Commune
    postcode: str


def person(draw: random.Random, body: Body, type_code: int) -> Person:
    """Somebody of the organisation."""
    woman = draw.random() < 0.55
    first, last = draw.choice(_WOMEN if woman else _MEN), draw.choice(_NAMES)
    mobile = f"06 39 98 {draw.randrange(100):02} {draw.randrange(100):02}" if draw.random() < 0.25 else ""
    return Person(
        title="Madame" if woman else "Monsieur",
        first_name=first,
        last_name=last,
        phone=body.phone(draw.randrange(100)),
        email=f"{plain(first)[0]}.{plain(last)}@{body.domain}",
        type_code=type_code,
        mobile="" if body.is_belgian else mobile,
    )


def plain(name: str) -> str:
    """A name as it is written before an @."""
    letters = unicodedata.normalize("NFD", name.lower().replace(" ", "").replace("'", ""))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def desk(body: Body, number: int = 0) -> Person:
    """The reception of the organisation: no name of a person."""
    return Person("", "", f"Accueil {body.name}", body.phone(number), f"accueil@{body.domain}", 4)


def address(draw: random.Random, body: Body, place: Commune) -> Address:
    """Where the organisation teaches in that commune: the same each time for the same draw."""
    number, street = draw.randint(1, 78), draw.choice(_STREETS)
    line = f"{street.capitalize()} {number}" if body.is_belgian else f"{number} {street}"
    premises = draw.choice(_PREMISES)
    return Address(f"{body.name}, {premises} {locative(place)}", line, place, place.postcode)


def locative(place: Commune) -> str:
    """« à Thiers », « au Puy-en-Velay »."""
    name = place.name.removesuffix(" Arrondissement")
    return f"au {name[3:]}" if name.startswith("Le ") else f"à {name}"
