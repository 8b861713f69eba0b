"""LHEO files to read, written by hand: `formation(**facts)` gives one offer, `feed(...)` a file around some."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.catalogue.lheo.checks import Remark
from portal.catalogue.lheo.importer import Order, Report, run

NAMESPACE = "http://lheo.gouv.fr/2.3"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
SIRET = "30000000100010"
LOOKING: list[Session] = []
"""Sessions of the running test: they let go of the database before an import."""
OTHER_SIRET = "30000000200018"


def contact(
    holder: str, name: str = "Martin", mail: str = "accueil@centre.example", phone: str = "04 73 00 00 00"
) -> str:
    return (
        f"<{holder}><type-contact>4</type-contact><coordonnees><nom>{name}</nom><telfixe><numtel>{phone}</numtel></telfixe>"
        f"<courriel>{mail}</courriel></coordonnees></{holder}>"
    )


def address(postcode: str = "63000", town: str = "Clermont-Ferrand", insee: str = "63113", more: str = "") -> str:
    return (
        f"<adresse><denomination>Centre d’exemple</denomination><ligne>1 rue de l’Exemple</ligne>"
        f"<codepostal>{postcode}</codepostal><ville>{town}</ville><code-INSEE-commune>{insee}</code-INSEE-commune>"
        f"<pays>FR</pays>{more}</adresse>"
    )


def dated(
    number: str = "S1",
    begin: str = "20270104",
    end: str = "20270630",
    state: str | None = "1",
    more: str = "",
) -> str:
    recruiting = "" if state is None else f"<etat-recrutement>{state}</etat-recrutement>"
    return (
        f'<session numero="{number}"><periode><debut>{begin}</debut><fin>{end}</fin></periode>'
        f"<adresse-inscription>{address()}</adresse-inscription>{recruiting}{more}</session>"
    )


def action(
    *sessions: str,
    number: str = "A1",
    mode: str = "0",
    entry: str = "0",
    place: str | None = None,
    funders: str = "<organisme-financeur><code-financeur>2</code-financeur></organisme-financeur>",
    more: str = "",
) -> str:
    where = f"<lieu-de-formation><coordonnees>{address() if place is None else place}</coordonnees></lieu-de-formation>"
    return (
        f'<action numero="{number}"><rythme-formation>Temps plein</rythme-formation>'
        '<code-public-vise ref="V14">80006</code-public-vise><niveau-entree-obligatoire>0</niveau-entree-obligatoire>'
        "<modalites-alternance>-</modalites-alternance>"
        f"<modalites-enseignement>{mode}</modalites-enseignement><conditions-specifiques>-</conditions-specifiques>"
        f"<prise-en-charge-frais-possible>1</prise-en-charge-frais-possible>{where}"
        f"<modalites-entrees-sorties>{entry}</modalites-entrees-sorties>{''.join(sessions or (dated(),))}"
        f"{more}{funders}</action>"
    )


def organisation(
    siret: str = SIRET, name: str = "Organisme d’exemple", attributes: str = 'numero="O1"', more: str = ""
) -> str:
    return (
        f"<organisme-formation-responsable {attributes}><numero-activite>00000000000</numero-activite>"
        f"<SIRET-organisme-formation><SIRET>{siret}</SIRET></SIRET-organisme-formation><nom-organisme>{name}</nom-organisme>"
        f"<raison-sociale>{name} SARL</raison-sociale><coordonnees-organisme><coordonnees>{address()}</coordonnees>"
        f"</coordonnees-organisme>{contact('contact-organisme')}{more}</organisme-formation-responsable>"
    )


def formation(number: str = "F1", title: str = "Soudeur", *, actions: str = "", more: str = "", **texts: str) -> str:
    """One formation; `texts` replace objective, programme, results, domain, lead and attributes."""
    said: dict[str, Any] = {
        "objective": "Savoir souder",
        "programme": "Les gestes du métier",
        "results": "Attestation",
        "domain": '<code-FORMACODE ref="V14">23054</code-FORMACODE><code-ROME>H2913</code-ROME>',
        "lead": organisation(),
        "attributes": "",
        **texts,
    }
    return (
        f'<formation numero="{number}" {said["attributes"]}><domaine-formation>{said["domain"]}</domaine-formation>'
        f"<intitule-formation>{title}</intitule-formation><objectif-formation>{said['objective']}</objectif-formation>"
        f"<resultats-attendus>{said['results']}</resultats-attendus><contenu-formation>{said['programme']}</contenu-formation>"
        f"<certifiante>1</certifiante>{contact('contact-formation')}<parcours-de-formation>1</parcours-de-formation>"
        f"<code-niveau-entree>1</code-niveau-entree>{actions or action()}{said['lead']}{more}</formation>"
    )


def feed(*formations: str, namespace: str = NAMESPACE, root: str = "lheo", encoding: str = "UTF-8") -> bytes:
    """A whole file, encoded as it says."""
    body = "\n".join(formations)
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n<{root} xmlns="{namespace}">\n'
    text += f"<offres>\n{body}\n</offres>\n</{root}>\n"
    return text.encode(encoding, "xmlcharrefreplace")


def order(**facts: Any) -> Order:
    return Order(**{"source": "carif", "file_name": "feed.xml", "now": NOW, "today": TODAY, **facts})


def load(engine: sa.Engine, file: bytes | str, **facts: Any) -> tuple[Report, list[Remark]]:
    """Import a file (or the formations of one) and give the report with all that was said."""
    for looking in LOOKING:
        looking.rollback()
    said: list[Remark] = []
    data = feed(file) if isinstance(file, str) else file
    return run(engine, BytesIO(data), order(**facts), said.append), said
