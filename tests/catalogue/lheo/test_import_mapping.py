"""What of a formation becomes what in the catalogue: the rules of lheo.md section 3 that are about content."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.catalogue.models import SourceRecord, TrainingAction, TrainingSession
from portal.foundation.richtext import shown
from portal.organisations.models import Organisation

from .feeds import OTHER_SIRET, SIRET, action, address, contact, dated, feed, formation, load, organisation


def one(session_: Session) -> TrainingAction:
    return session_.scalars(sa.select(TrainingAction)).one()


def only_session(session_: Session) -> TrainingSession:
    return session_.scalars(sa.select(TrainingSession)).one()


def liaison(*extras: tuple[str, str]) -> str:
    inner = "".join(f'<extra info="{name}">{text}</extra>' for name, text in extras)
    return f'<extras info="liaison">{inner}</extras>'


def test_a_formation_gives_an_action_its_terms_and_its_sessions(engine: sa.Engine, session: Session) -> None:
    report, remarks = load(engine, formation())
    assert (report.created, remarks) == (1, [])
    made = one(session)
    assert (made.title, made.objective, made.certifying, made.number) == ("Soudeur", "Savoir souder", True, "F1")
    assert made.codes == [
        {"scheme": "formacode", "version": "V14", "code": "23054", "main": True},
        {"scheme": "rome", "version": "V3", "code": "H2913", "main": True},
    ]
    assert made.contacts[0]["email"] == "accueil@centre.example"
    run = only_session(session)
    assert (run.starts_on, run.ends_on, run.recruitment_state) == (date(2027, 1, 4), date(2027, 6, 30), "open")
    assert (run.town, run.postcode, run.commune_code, run.department) == ("Clermont-Ferrand", "63000", "F63113", "63")
    assert run.fundings[0].funder.code == "CRA"
    assert made.lead_organisation is not None
    assert made.lead_organisation.company_no == SIRET
    assert (run.publication_state, made.publication_state) == ("published", "published")


def test_children_out_of_order_are_read_like_the_others(engine: sa.Engine, session: Session) -> None:
    text = formation()
    title = "<intitule-formation>Soudeur</intitule-formation>"
    load(engine, feed(text.replace(title, "").replace("</formation>", f"{title}</formation>")))
    assert one(session).title == "Soudeur"


def test_fillers_are_missing(engine: sa.Engine, session: Session) -> None:
    runs = action(dated(begin="00000000", end="99999999"), more="<restauration>.</restauration>")
    load(engine, formation(objective="-", results="Non renseigné", actions=runs))
    made, run = one(session), only_session(session)
    assert (made.objective, made.expected_results, made.terms[0].alternation) == (None, None, None)
    assert (run.starts_on, run.starts_precision, run.ends_on, run.ends_precision) == (None, "unknown", None, "unknown")
    assert made.terms[0].meals is None


def test_partial_dates_keep_their_precision(engine: sa.Engine, session: Session) -> None:
    load(engine, formation(actions=action(dated(begin="20270900", end="20280000"))))
    run = only_session(session)
    assert (run.starts_on, run.starts_precision) == (date(2027, 9, 1), "month")
    assert (run.ends_on, run.ends_precision) == (date(2028, 12, 31), "year")


def test_an_impossible_date_is_reported_with_line_identifier_and_field(engine: sa.Engine, session: Session) -> None:
    report, remarks = load(engine, formation(actions=action(dated(begin="20261332"))))
    assert (report.created, report.refused, report.exit_code) == (1, 0, 0)
    assert [(r.line, r.identifier, r.field) for r in remarks] == [(4, "F1", "debut")]
    assert only_session(session).starts_on is None


def test_an_end_before_the_beginning_is_dropped(engine: sa.Engine, session: Session) -> None:
    _, remarks = load(engine, formation(actions=action(dated(begin="20270630", end="20270104"))))
    assert "précède" in remarks[0].reason
    assert only_session(session).ends_on is None


@pytest.mark.parametrize(
    ("code", "state"),
    [("1", "open"), ("2", "closed"), ("3", "suspended"), (None, "unknown"), ("0", "unknown"), ("", "unknown")],
)
def test_the_recruitment_state_is_never_guessed(
    engine: sa.Engine, session: Session, code: str | None, state: str
) -> None:
    runs = action(dated(state=code))  # type: ignore[arg-type]
    _, remarks = load(engine, formation(actions=runs))
    assert only_session(session).recruitment_state == state
    assert [remark.field for remark in remarks] == (["etat-recrutement"] if code == "0" else [])


def test_html_is_reduced_to_what_is_safe(engine: sa.Engine, session: Session) -> None:
    dirty = "<p onclick='x()'>Un <b>gras</b><script>alert(1)</script></p><ul><li>a</li></ul><a href='http://x.example'>b</a>"
    escaped = dirty.replace("<", "&lt;")
    load(engine, formation(objective=escaped, programme=f"<![CDATA[{dirty}]]>", results="R&amp;D &lt; 5 jours"))
    made = one(session)
    assert made.objective == made.programme == "<p>Un <strong>gras</strong></p><ul><li>a</li></ul>b"
    assert made.expected_results == "<p>R&amp;D &lt; 5 jours</p>"


def test_line_breaks_of_plain_text_stay(engine: sa.Engine, session: Session) -> None:
    load(engine, formation(objective="Un\ndeux\n\n\ntrois", programme="1 &lt; 2\n\n2 &lt; 3\nfin"))
    made = one(session)
    assert shown(made.objective or "") == "<p>Un<br>deux</p><p>trois</p>"
    assert shown(made.programme or "") == "<p>1 &lt; 2</p><p>2 &lt; 3<br>fin</p>"


def test_a_title_is_one_line_of_plain_text(engine: sa.Engine, session: Session) -> None:
    load(engine, formation(title="\n &lt;b&gt;CAP&lt;/b&gt;   photographe &amp;amp; vidéo \n"))
    assert one(session).title == "CAP photographe & vidéo"


def test_a_long_title_is_shortened_and_the_whole_is_kept(engine: sa.Engine, session: Session) -> None:
    title = "Agent " * 60
    _, remarks = load(engine, formation(title=title))
    assert len(one(session).title) <= 255
    assert one(session).title.endswith("…")
    assert remarks[0].field == "intitule-formation"
    assert title.strip() in session.scalars(sa.select(SourceRecord.document)).one()


def test_the_meaning_of_a_code_keeps_its_version(engine: sa.Engine, session: Session) -> None:
    text = formation().replace('<code-public-vise ref="V14">80006', '<code-public-vise ref="V10">80010')
    load(engine, text)
    assert one(session).terms[0].publics == [{"version": "V10", "code": "80010"}]


def test_every_place_funding_and_provider_of_an_action_holds_for_its_sessions(
    engine: sa.Engine, session: Session
) -> None:
    funders = "".join(
        f"<organisme-financeur><code-financeur>{code}</code-financeur><nb-places-financees>{seats}</nb-places-financees>"
        f'<extras info="specificites"><extra info="programme-financeur">{programme}</extra>'
        '<extra info="ref-action-marche-financeur">m1451401</extra></extras></organisme-financeur>'
        for code, seats, programme in ((2, 12, "PRF"), (16, 0, "POEC"))
    )
    moulins = address("03000", "Moulins", "03190")
    other = f'<lieu-de-formation tag="principal"><coordonnees>{moulins}</coordonnees></lieu-de-formation>'
    provider = (
        f"<organisme-formateur><SIRET-formateur><SIRET>{OTHER_SIRET}</SIRET></SIRET-formateur>"
        "<raison-sociale-formateur>Sous-traitant</raison-sociale-formateur></organisme-formateur>"
    )
    runs = action(dated(), dated(number="S2"), funders=funders, more=other + provider)
    load(engine, formation(actions=runs))
    for run in session.scalars(sa.select(TrainingSession)):
        assert [(f.funder.code, f.market_number, f.programme, f.seats_funded) for f in run.fundings] == [
            ("CRA", "M1451401", "PRF", 12),
            ("OPCO", "M1451401", "POEC", None),
        ]
        assert (run.town, run.seats) == ("Moulins", 12)
        assert [p.organisation.company_no for p in run.providers] == [OTHER_SIRET]
    made = one(session)
    assert [place["town"] for place in made.terms[0].other_places] == ["Clermont-Ferrand"]
    assert made.kind == "POEC"


def test_permanent_entries_and_delivery_modes_are_read_the_right_way_round(engine: sa.Engine, session: Session) -> None:
    load(engine, "".join(formation(f"F{mode}", actions=action(mode=mode, entry="1")) for mode in "0129"))
    runs = session.scalars(sa.select(TrainingSession).order_by(TrainingSession.id)).all()
    assert [run.modality for run in runs] == ["presentiel", "mixte", "distance", "presentiel"]
    assert {run.entry_mode for run in runs} == {"permanent"}


def test_information_meetings_come_from_both_places(engine: sa.Engine, session: Session) -> None:
    meeting = (
        "<recrutement><modalite-recrutement>9</modalite-recrutement><nb-places>12</nb-places>"
        "<periode><debut>20261215</debut><fin>20261215</fin></periode><heure-debut>14h15</heure-debut>"
        "<heure-fin>25h99</heure-fin><commentaire>Venez</commentaire></recrutement>"
        "<recrutement><modalite-recrutement>9</modalite-recrutement><periode><debut>20261200</debut>"
        "<fin>20261200</fin></periode></recrutement>"
        "<recrutement><modalite-recrutement>8</modalite-recrutement></recrutement>"
    )
    legacy = f"<adresse-information>{address()}</adresse-information>"
    legacy += "<date-information><date>20261216</date></date-information>"
    legacy += "<date-information><date>00000000</date></date-information>"
    _, remarks = load(engine, formation(actions=action(dated(more=meeting), more=legacy)))
    meetings = only_session(session).meetings
    assert [(m.held_on, m.starts_at, m.ends_at, m.seats, m.comment) for m in meetings] == [
        (date(2026, 12, 15), "14:15", None, 12, "Venez"),
        (date(2026, 12, 16), None, None, None, None),
    ]
    assert meetings[1].place == "Centre d’exemple, 1 rue de l’Exemple, 63000 Clermont-Ferrand"
    assert [remark.field for remark in remarks] == ["heure-fin"]


def test_session_contacts_and_the_registration_contact_of_edof(engine: sa.Engine, session: Session) -> None:
    extra = contact("extra", "Dupont").replace("<extra>", '<extra info="contact-inscription">')
    runs = action(
        dated(number="S1", more=contact("contact-session", "Durand")),
        dated(number="S2", more=f'<extras info="session">{extra}</extras>'),
        dated(number="S3", more="<contact-session><coordonnees/></contact-session>"),
    )
    load(engine, formation(actions=runs))
    people = [
        [(c.name, c.role.value) for c in run.contacts]
        for run in session.scalars(sa.select(TrainingSession).order_by(TrainingSession.number))
    ]
    assert people == [[("Durand", "both")], [("Dupont", "receives_prescriptions")], []]


def test_a_hostile_contact_is_kept_without_what_is_hostile(engine: sa.Engine, session: Session) -> None:
    bad = contact("contact-session", "Durand", mail="a@b.example&#10;Bcc: c@d.example", phone="appelez-moi")
    bad = bad.replace("</courriel>", "</courriel><web><urlweb>javascript:alert(1)</urlweb></web>")
    _, remarks = load(engine, formation(actions=action(dated(more=bad))))
    held = only_session(session).contacts[0]
    assert (held.name, held.email, held.phone, held.web) == ("Durand", None, None, None)
    assert {remark.field for remark in remarks} == {"courriel", "numtel", "web"}


def test_the_portals_own_extras_are_understood(engine: sa.Engine, session: Session) -> None:
    own = liaison(
        ("diffusion", "export-only"),
        ("bilan-intermediaire", "20270301"),
        ("bilan-final", "20270628"),
        ("date-entree", "20270111"),
        ("date-entree", "20270125"),
        ("intervalle-entrees", "2"),
        ("specificite", "Module certifiant"),
    )
    text = formation(
        actions=action(dated(more=own), entry="1"), more=liaison(("type-action", "SIEG"), ("segment-sieg", "2"))
    )
    _, remarks = load(engine, text)
    run = only_session(session)
    assert (run.publication_state, run.entry_interval_weeks, run.specificity) == ("export_only", 2, "Module certifiant")
    assert [review.kind.value for review in run.review_dates] == ["interim", "final"]
    assert [entry.on for entry in run.entry_dates] == [date(2027, 1, 11), date(2027, 1, 25)]
    assert (one(session).kind, one(session).sieg_segment, remarks) == ("SIEG", 2, [])


def test_a_belgian_offer_follows_the_profile(engine: sa.Engine, session: Session) -> None:
    belgian = (
        "<adresse><ligne>Rue de l’Exemple 1</ligne><codepostal>B5000</codepostal><ville>Namur</ville><pays>BE</pays>"
        "<geolocalisation><latitude>50.4669</latitude><longitude>4.86746</longitude></geolocalisation>"
        '<extras info="adresse-be"><extra info="code-postal">5000</extra><extra info="code-ins">92094</extra></extras>'
        "</adresse>"
    )
    lead = organisation(
        "00000123456749", more='<extras info="identifiants-be"><extra info="numero-bce">0123456749</extra></extras>'
    )
    funder = (
        "<organisme-financeur><code-financeur>15</code-financeur>"
        '<extras info="financeur"><extra info="libelle">Le Forem</extra></extras></organisme-financeur>'
    )
    _, remarks = load(engine, formation(actions=action(place=belgian, funders=funder), lead=lead))
    run, lead_row = only_session(session), one(session).lead_organisation
    assert (run.postcode, run.country, run.commune_code) == ("5000", "BE", "B92094")
    assert lead_row is not None
    assert (lead_row.country, lead_row.company_no) == ("BE", "0123456749")
    assert (run.fundings[0].funder.code, remarks) == ("FOREM", [])


def test_an_unknown_commune_code_is_noted_and_the_town_believed(engine: sa.Engine, session: Session) -> None:
    runs = action(place=address("63000", "Clermont-Ferrand", "75056"))
    _, remarks = load(engine, formation(actions=runs))
    assert only_session(session).commune_code == "F63113"
    assert [remark.field for remark in remarks] == ["code-INSEE-commune"]


def test_an_arrondissement_under_the_code_of_paris_is_not_an_error(engine: sa.Engine, session: Session) -> None:
    _, remarks = load(engine, formation(actions=action(place=address("75010", "Paris 10e", "75056"))))
    assert only_session(session).commune_code == "F75110"
    assert remarks == []


def test_organisations_are_one_row_each_whatever_the_number_of_offers(engine: sa.Engine, session: Session) -> None:
    unnamed = organisation("00000000000000", "Sans SIRET", 'numero="O9"')
    texts = [formation(f"F{n}") for n in range(5)] + [formation(f"G{n}", lead=unnamed) for n in range(5)]
    load(engine, "".join(texts))
    rows = session.execute(sa.select(Organisation.company_no, Organisation.source_key).order_by(Organisation.id)).all()
    assert [tuple(row) for row in rows] == [(SIRET, None), (None, "carif:O9")]


def test_an_organisation_whose_name_changed_is_renamed(engine: sa.Engine, session: Session) -> None:
    load(engine, formation())
    load(engine, formation(lead=organisation(name="Nouveau nom")))
    assert session.scalars(sa.select(Organisation.name)).all() == ["Nouveau nom"]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (formation(title="-"), "intitule-formation"),
        (formation(title="   "), "intitule-formation"),
        (formation(actions="<x/>"), "action"),
        (formation(actions="<action numero='A'/>"), "session"),
    ],
)
def test_what_cannot_be_an_offer_is_refused_and_the_rest_goes_on(engine: sa.Engine, text: str, field: str) -> None:
    report, remarks = load(engine, text + formation("F2"))
    assert (report.read, report.created, report.refused, report.exit_code) == (2, 1, 1, 1)
    refused = [remark for remark in remarks if remark.refused]
    assert [(r.line, r.identifier, r.field) for r in refused] == [(4, "F1", field)]


def test_an_action_without_session_is_left_out_and_said(engine: sa.Engine, session: Session) -> None:
    _, remarks = load(engine, formation(actions=action() + "<action numero='A2'/>"))
    assert len(one(session).terms) == 1
    assert [remark.field for remark in remarks] == ["session"]


def test_an_offer_without_organisation_is_kept(engine: sa.Engine, session: Session) -> None:
    report, remarks = load(engine, formation(lead=""))
    assert (report.created, one(session).lead_organisation) == (1, None)
    assert [remark.field for remark in remarks] == ["organisme-formation-responsable"]
