"""What the writer does to a record: nothing when it is right, and something said when it is not."""

from __future__ import annotations

import io
from copy import deepcopy

import pytest
from lxml import etree

from portal.catalogue.lheo import grammar
from portal.catalogue.lheo.gaps import Gap, GapKind, Refused
from portal.catalogue.lheo.schema import ELEMENTS, NAMESPACE, Kind
from portal.catalogue.lheo.writer import parse, serialised, strict, write_all
from tests.catalogue.lheo.records import SAMPLES, Q, every_element, flat, official_schema


def changed(path: str, text: str | None) -> tuple[etree._Element, list[Gap]]:
    """The record with every element, one of them changed (None: removed), made strict."""
    record = every_element()
    node = record.find("/".join(f"{Q}{name}" for name in path.split("/")))
    if text is None:
        node.getparent().remove(node)
    else:
        node.text = text
    return strict(record)


def value(record: etree._Element, path: str) -> str | None:
    return record.findtext("/".join(f"{Q}{name}" for name in path.split("/")))


def kinds(gaps: list[Gap]) -> list[GapKind]:
    return [gap.kind for gap in gaps]


def test_a_record_with_every_element_comes_out_as_it_went_in():
    record = every_element()
    made, gaps = strict(record)
    assert (flat(made), gaps) == (flat(record), [])


def test_the_record_with_every_element_really_holds_all_that_belong_to_a_formation():
    names = {name for name, _text, _attributes in flat(every_element())}
    outside = {name for name in ELEMENTS if name.startswith(("lheo", "resume"))} | {
        "offres",
        "contact-formation-resume",
    }
    assert names == set(ELEMENTS) - outside


def test_the_official_schema_accepts_the_record_with_every_element():
    schema = official_schema()
    assert schema.validate(every_element()), schema.error_log


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.xml")) or [""])
def test_each_sample_leaves_valid_and_valid_ones_leave_unchanged(name):
    schema = official_schema()
    for record in etree.parse(SAMPLES / name).getroot().iter("{*}formation"):
        document = etree.tostring(record, encoding="unicode", with_tail=False)
        renamed = parse(document)
        was_valid = schema.validate(renamed)
        made, gaps = strict(record)
        assert schema.validate(made), schema.error_log
        assert was_valid == (gaps == [])
        if was_valid:
            assert flat(made) == flat(record)


@pytest.mark.parametrize(
    "element", [e for e in ELEMENTS.values() if e.kind is Kind.TEXT and e.high > 30], ids=lambda e: e.name
)
def test_a_text_too_long_is_cut_with_a_sign_or_left_out_and_said(element):
    record = every_element()
    node = next(record.iter(Q + element.name), None)
    if node is None:
        return
    node.text = "mots " * element.high
    made, gaps = strict(record)
    assert gaps
    lengths = [len(n.text or "") for n in made.iter(Q + element.name)]
    assert all(length <= element.high for length in lengths)


def test_a_title_too_long_ends_with_an_ellipsis():
    made, gaps = changed("intitule-formation", "Formation " * 40)
    title = value(made, "intitule-formation")
    assert title.endswith("Formation…")
    assert len(title) <= 255
    assert kinds(gaps) == [GapKind.TRUNCATED]


def test_a_record_without_title_is_refused_with_its_reason():
    with pytest.raises(Refused, match="intitule-formation"):
        changed("intitule-formation", "   ")


def test_a_record_without_session_is_refused():
    with pytest.raises(Refused, match="action"):
        changed("action/session", None)


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("objectif-formation", "-"),
        ("certifiante", "0"),
        ("action/code-public-vise", "83056"),
        ("action/session/periode/debut", "00000000"),
        ("action/session/periode/fin", "99999999"),
        ("organisme-formation-responsable/numero-activite", "00000000000"),
        ("organisme-formation-responsable/SIRET-organisme-formation/SIRET", "00000000000000"),
        ("action/lieu-de-formation/coordonnees/adresse/codepostal", "00000"),
    ],
)
def test_a_missing_required_value_gets_the_documented_default_and_a_line(path, written):
    made, gaps = changed(path, None)
    assert value(made, path) == written
    assert kinds(gaps) == [GapKind.DEFAULT]
    assert str(gaps[0]).startswith(path)


def test_the_registration_address_is_taken_from_the_place_of_training():
    made, gaps = changed("action/session/adresse-inscription", None)
    assert value(made, "action/session/adresse-inscription/adresse/codepostal") == "75011"
    assert kinds(gaps) == [GapKind.DEFAULT]


@pytest.mark.parametrize(
    ("path", "given", "written", "kind"),
    [
        ("action/session/periode/debut", "20260231", "00000000", GapKind.REPAIRED),
        ("action/session/periode/debut", "2026-03-02", "20260302", GapKind.REPAIRED),
        ("action/session/periode/fin", "02/03/2026", "20260302", GapKind.REPAIRED),
        ("action/session/periode/fin", "202560212", "99999999", GapKind.REPAIRED),
        ("action/session/etat-recrutement", "4", None, GapKind.DROPPED),
        ("action/session/etat-recrutement", "03", "3", GapKind.REPAIRED),
        ("action/conventionnement", "Oui", "1", GapKind.REPAIRED),
        ("action/nombre-heures-total", "-1", None, GapKind.DROPPED),
        ("action/nombre-heures-total", "999999", None, GapKind.DROPPED),
        ("action/nombre-heures-total", "120,5 h", "121", GapKind.REPAIRED),
        ("action/session/recrutement/heure-debut", "14 heures 15", "14h15", GapKind.REPAIRED),
        ("action/prix-total-TTC", "sur devis, nous consulter", None, GapKind.DROPPED),
        ("action/prix-total-TTC", "2 500,00 euros", "2500", GapKind.REPAIRED),
        ("contact-formation/coordonnees/courriel", "a@b.example " * 20, None, GapKind.DROPPED),
        (
            "organisme-formation-responsable/SIRET-organisme-formation/SIRET",
            "123 456 789 00012",
            "12345678900012",
            GapKind.REPAIRED,
        ),
        (
            "organisme-formation-responsable/SIRET-organisme-formation/SIRET",
            "012345678900012",
            "12345678900012",
            GapKind.REPAIRED,
        ),
    ],
)
def test_a_wrong_value_is_repaired_or_left_out_and_always_said(path, given, written, kind):
    made, gaps = changed(path, given)
    assert value(made, path) == written
    assert kinds(gaps) == [kind]


def test_mark_up_becomes_words():
    made, gaps = changed("contenu-formation", "<p>Souder &amp; <b>braser</b></p><ul><li>TIG</li><li>MIG</li></ul>")
    assert value(made, "contenu-formation") == "Souder & braser\n- TIG\n- MIG"
    assert kinds(gaps) == [GapKind.MARKUP]


def test_a_long_address_is_spread_over_the_lines_there_are():
    made, gaps = changed("action/lieu-de-formation/coordonnees/adresse/ligne", "Bâtiment des Tilleuls, " * 5)
    lines = made.findall(f"{Q}action/{Q}lieu-de-formation/{Q}coordonnees/{Q}adresse/{Q}ligne")
    assert " ".join(line.text for line in lines) == ("Bâtiment des Tilleuls, " * 5).strip()
    assert all(len(line.text) <= 50 for line in lines)
    assert kinds(gaps) == [GapKind.WRAPPED]


def test_children_in_the_wrong_order_are_put_back_in_order():
    record = every_element()
    for node in list(record.iter(etree.Element)):
        node[:] = list(reversed(node))
    made, gaps = strict(record)
    assert gaps == []
    assert sorted(flat(made)) == sorted(flat(every_element()))


def test_what_lheo_does_not_know_is_kept_in_extras():
    record = every_element()
    action = record.find(f"{Q}action")
    etree.SubElement(action, Q + "numtel").text = "01 00 00 00 00"
    unknown = etree.SubElement(action, Q + "tarif", numero="7")
    etree.SubElement(unknown, Q + "montant").text = "12"
    made, gaps = strict(record)
    kept = made.find(f"{Q}action/{Q}extras[@info='hors-schema']")
    assert kept.findtext(f"{Q}extra[@info='numtel']") == "01 00 00 00 00"
    assert kept.findtext(f"{Q}extras[@info='tarif']/{Q}extra[@info='montant']") == "12"
    assert kinds(gaps) == [GapKind.MOVED, GapKind.MOVED]


def test_more_than_the_format_allows_is_kept_in_extras():
    record = every_element()
    domain = record.find(f"{Q}domaine-formation")
    for _ in range(6):
        domain.insert(0, deepcopy(domain[0]))
    made, _gaps = strict(record)
    assert len(made.findall(f"{Q}domaine-formation/{Q}code-FORMACODE")) == 5
    assert len(made.findall(f"{Q}domaine-formation/{Q}extras[@info='hors-schema']/{Q}extra")) == 2


def test_a_belgian_centre_leaves_with_the_belgian_profile():
    record = every_element()
    address = record.find(f"{Q}action/{Q}lieu-de-formation/{Q}coordonnees/{Q}adresse")
    address.find(f"{Q}codepostal").text = "5000"
    address.find(f"{Q}pays").text = "Belgique"
    address.find(f"{Q}code-INSEE-commune").text = "92094"
    lead = record.find(f"{Q}organisme-formation-responsable")
    lead.find(f"{Q}SIRET-organisme-formation/{Q}SIRET").text = "BE 0123.456.749"
    made, _gaps = strict(record)
    place = made.find(f"{Q}action/{Q}lieu-de-formation/{Q}coordonnees/{Q}adresse")
    assert (place.findtext(f"{Q}codepostal"), place.findtext(f"{Q}pays")) == ("B5000", "BE")
    assert place.find(f"{Q}code-INSEE-commune") is None
    assert place.findtext(f"{Q}extras[@info='adresse-be']/{Q}extra[@info='code-postal']") == "5000"
    assert place.findtext(f"{Q}extras[@info='adresse-be']/{Q}extra[@info='code-ins']") == "92094"
    organisation = made.find(f"{Q}organisme-formation-responsable")
    assert organisation.findtext(f"{Q}SIRET-organisme-formation/{Q}SIRET") == "00000123456749"
    assert organisation.findtext(f"{Q}extras[@info='identifiants-be']/{Q}extra[@info='numero-bce']") == "0123456749"
    assert grammar.first_error(made) == ""


def test_four_digits_without_a_country_are_not_taken_for_gap_nor_for_namur():
    record = every_element()
    address = record.find(f"{Q}action/{Q}lieu-de-formation/{Q}coordonnees/{Q}adresse")
    address.find(f"{Q}codepostal").text = "5000"
    for name in ("pays", "departement", "code-INSEE-commune"):
        address.remove(address.find(Q + name))
    made, gaps = strict(record)
    assert value(made, "action/lieu-de-formation/coordonnees/adresse/codepostal") == "00000"
    assert "5000" in str(gaps[0])


def test_comments_of_the_source_do_not_leave():
    record = every_element()
    record.insert(0, etree.Comment("note interne"))
    record.find(f"{Q}certifiante").text = "oui"
    assert b"interne" not in serialised(strict(record)[0])
    assert b"interne" not in serialised(strict(parse(etree.tostring(record, encoding="unicode")))[0])


def test_instants_and_addresses_that_are_not_are_left_out():
    record = every_element()
    record.set("horodatage-export", "hier")
    record.set("uri", "http://[")
    record.set("inconnu", "x")
    made, gaps = strict(record)
    assert set(made.attrib) == {"numero", "datemaj"}
    assert kinds(gaps) == [GapKind.DROPPED] * 3


def test_identifiers_stay_unique_in_a_whole_file():
    records = []
    for _ in range(2):
        record = every_element()
        record.set("id", "a")
        record[0].set("idref", "a")
        records.append(strict(record)[0])
    out = io.BytesIO()
    write_all(iter(records), out)
    first, second = etree.fromstring(out.getvalue())[0]
    assert (first.get("id"), first[0].get("idref")) == ("a", "a")
    assert (second.get("id"), second[0].get("idref")) == ("a.2", "a.2")
    assert grammar.is_valid(etree.fromstring(out.getvalue()))


def test_the_file_has_no_prefix_and_each_record_starts_and_ends_a_line():
    out = io.BytesIO()
    assert write_all(iter([strict(every_element())[0]] * 3), out) == 3
    lines = out.getvalue().decode().splitlines()
    assert lines[:2] == ['<?xml version="1.0" encoding="UTF-8"?>', f'<lheo xmlns="{NAMESPACE}">']
    assert sum(line.startswith("<formation ") for line in lines) == 3
    assert lines.count("</formation>") == 3
    assert out.getvalue().count(b"xmlns") == 1


def test_an_older_document_is_read_as_the_present_version():
    text = etree.tostring(every_element(), encoding="unicode").replace(NAMESPACE, "http://www.lheo.org/2.2")
    made, gaps = strict(parse(text))
    assert (flat(made), gaps) == (flat(every_element()), [])


@pytest.mark.parametrize("text", ["", "<formation", "<formation>\x0b</formation>", "\udc80"])
def test_a_stored_text_that_is_not_xml_is_refused(text):
    with pytest.raises(Refused):
        parse(text)


def test_endless_nesting_is_refused():
    record = every_element()
    node = record.find(f"{Q}extras")
    for _ in range(100):
        node = etree.SubElement(node, Q + "extras")
    node.text = "x"
    with pytest.raises(Refused, match="imbriqués"):
        strict(record)
