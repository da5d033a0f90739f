"""`states.yaml` against ISO 3166-1, and against the readings that news prose forces on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pycountry
import pytest
from ruamel.yaml import YAML

from pactwatch.domain import DOMAINS, State, StatesFile, load_pack, read_part
from pactwatch.errors import PackError

FILE = DOMAINS / "transfers" / "states.yaml"


@pytest.fixture(scope="module")
def states() -> StatesFile:
    return load_pack("transfers").states


def owners(states: StatesFile, form: str) -> set[str]:
    return {state.counts_as for state in states.states for one, _ in state.forms() if one == form}


def test_covers_iso_3166(states: StatesFile) -> None:
    """Every ISO 3166-1 code is there, and beyond them only Kosovo has a code of three letters."""
    iso = {country.alpha_3 for country in pycountry.countries}
    ours = {state.code for state in states.states if "-" not in state.code}
    assert ours - iso == {"XKX"}
    assert iso - ours == set()


def test_iso_common_names_are_forms(states: StatesFile) -> None:
    """The common name that ISO's list gives a state leads to it, where the press writes it so."""
    not_written_so = {
        "Bolivia, Plurinational State of", "Iran, Islamic Republic of", "Congo",
        "Congo, The Democratic Republic of the", "Falkland Islands (Malvinas)",
        "Korea, Democratic People's Republic of", "Korea, Republic of",
        "Micronesia, Federated States of", "Palestine, State of", "Sint Maarten (Dutch part)",
        "Taiwan, Province of China", "Tanzania, United Republic of",
        "Venezuela, Bolivarian Republic of", "Virgin Islands, British", "Virgin Islands, U.S.",
        "Holy See (Vatican City State)", "Moldova, Republic of", "Cocos (Keeling) Islands",
    }  # fmt: skip
    missed = [
        name
        for country in pycountry.countries
        if (name := getattr(country, "common_name", country.name)) not in not_written_so
        and country.alpha_3 not in owners(states, name)
    ]
    assert missed == []


def test_sovereign_states_have_adjective_people_seat_and_region(states: StatesFile) -> None:
    """A state that is no part of another can be told by its adjective, its people and a region."""
    without_seat = {"MCO", "SGP", "SMR", "STP", "VAT", "ESH", "ATA"}
    for state in states.states:
        if state.part_of is not None or state.code == "ATA":
            continue
        assert state.adjectives, state.code
        assert state.regions, state.code
        assert state.people or state.code == "VAT", state.code
        assert state.seats or state.code in without_seat, state.code


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("U.S.", "USA"), ("US", "USA"), ("the States", "USA"), ("DHS", "USA"), ("ICE", "USA"),
        ("White House", "USA"), ("Britain", "GBR"), ("Downing Street", "GBR"), ("Scottish", "GBR"),
        ("Home Office", "GBR"), ("Holland", "NLD"), ("DR Congo", "COD"), ("Kinshasa", "COD"),
        ("Congo-Brazzaville", "COG"), ("Swaziland", "SWZ"), ("Mbabane", "SWZ"),
        ("Cape Verde", "CPV"), ("Cote d'Ivoire", "CIV"), ("Côte d’Ivoire", "CIV"),
        ("Burma", "MMR"), ("Salvadorean", "SLV"), ("Emirati", "ARE"), ("Kosovan", "XKX"),
        ("Kosovars", "XKX"), ("Türkiye", "TUR"), ("Palestinians", "PSE"), ("Taipei", "TWN"),
        ("Guantanamo", "USA"), ("Somaliland", "SOM"), ("Manus Island", "PNG"), ("Gaza", "PSE"),
        ("Rwandan", "RWA"), ("Kigali", "RWA"), ("Danes", "DNK"), ("Nigerien", "NER"),
        ("Equatoguinean", "GNQ"), ("Palauan", "PLW"), ("St. Lucia", "LCA"), ("Basotho", "LSO"),
    ],
)  # fmt: skip
def test_press_forms_lead_to_one_state(states: StatesFile, form: str, code: str) -> None:
    """What the press writes for a state is a form of it, and of no other."""
    assert owners(states, form) == {code}


def test_every_shared_form_is_marked_unsure(states: StatesFile) -> None:
    """A form of two states never stands unmarked; the first state of the mark is likeliest."""
    unsure = {entry.form: entry for entry in states.unsure}
    assert owners(states, "Congo") == {"COD", "COG"}
    assert unsure["Congo"].states[0] == "COD"
    assert unsure["Dominican"].states[0] == "DOM"
    for state in states.states:
        for form, _ in state.forms():
            assert len(owners(states, form)) == 1 or form.replace("’", "'") in unsure


def test_lookalikes_hide_the_form_inside_them(states: StatesFile) -> None:
    """A look-alike is longer than a form that it hides, and is itself no form."""
    forms = {form for state in states.states for form, _ in state.forms()}
    for phrase in ("Latin America", "New Mexico", "African American", "English Channel"):
        assert phrase in states.not_states
    assert set(states.not_states) & forms == set()
    assert len(states.not_states) == len(set(states.not_states))


def test_region_adjectives_stand_for_one_region(states: StatesFile) -> None:
    """No adjective names two regions; one that is also a state's own is marked as unsure."""
    adjectives = [adjective for ones in states.regions.values() for adjective in ones]
    assert len(adjectives) == len(set(adjectives))
    marked = {entry.form for entry in states.unsure}
    own = {form for state in states.states for form, _ in state.forms()}
    assert set(adjectives) & own <= marked | {"Central African"}


def test_descriptions_find_the_state(states: StatesFile) -> None:
    """What a page calls a state without naming it is among the regions and traits of that state."""

    def fits(region: str, trait: str | None = None) -> set[str]:
        return {
            s.code
            for s in states.states
            if region in s.regions and (not trait or trait in s.traits)
        }

    assert "RWA" in fits("east_africa", "landlocked")
    assert fits("southern_africa", "kingdom") == {"SWZ", "LSO"}
    assert {"SLV", "GTM", "HND", "CRI", "PAN", "NIC", "BLZ"} <= fits("central_america")
    assert "NRU" in fits("pacific", "island")
    assert "ALB" in fits("western_balkans")
    assert "ITA" not in fits("western_balkans")


def test_part_counts_as_its_whole() -> None:
    """A part without a code of its own counts as its state; a territory with one as itself."""
    assert State(code="GBR-SCT", name="Scotland", part_of="GBR").counts_as == "GBR"
    assert State(code="GRL", name="Greenland", part_of="DNK").counts_as == "GRL"


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ({"regions": ["atlantis"]}, "no region or trait"),
        ({"part_of": "ZZZ"}, "no code here"),
        ({"names": ["Rwanda"]}, "mean several states"),
        ({"code": "RWA"}, "stands twice"),
        ({"kapital": ["Avalon"]}, "kapital"),
    ],
)
def test_contradiction_names_file_and_reason(
    tmp_path: Path, edit: dict[str, object], says: str
) -> None:
    """A states file that contradicts itself is a PackError with the path and what is wrong."""
    path = tmp_path / "states.yaml"
    shutil.copy(FILE, path)
    tree = YAML().load(path.read_text(encoding="utf-8"))
    tree["states"].append({"code": "QQQ", "name": "Avalon", **edit})
    with path.open("w", encoding="utf-8") as out:
        YAML().dump(tree, out)
    with pytest.raises(PackError, match=says) as caught:
        read_part(path, StatesFile)
    assert str(path) in str(caught.value)
