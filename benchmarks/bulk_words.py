"""What the pages of the bulk archive say. What enters: a random generator; what leaves: sentences.

Written for this bench: states, people and papers are real or plausible names, the reports are
invented. Reports of the domain tell a deal, a flight, a ruling or a protest between two states;
the others tell of sport, weather, markets, courts and councils, in which the pack's words stand too
("transfer", "flight", "visa", "removed"), as they do in real papers.
"""

from __future__ import annotations

from random import Random

#: (name, capital, adjective); some have letters that are entities in old pages.
STATES = (
    ("Norway", "Oslo", "Norwegian"),
    ("Ghana", "Accra", "Ghanaian"),
    ("Denmark", "Copenhagen", "Danish"),
    ("Rwanda", "Kigali", "Rwandan"),
    ("Austria", "Vienna", "Austrian"),
    ("Uganda", "Kampala", "Ugandan"),
    ("the Netherlands", "The Hague", "Dutch"),
    ("Albania", "Tirana", "Albanian"),
    ("Italy", "Rome", "Italian"),
    ("Kosovo", "Pristina", "Kosovar"),
    ("Germany", "Berlin", "German"),
    ("Uzbekistan", "Tashkent", "Uzbek"),
    ("Australia", "Canberra", "Australian"),
    ("Nauru", "Yaren", "Nauruan"),
    ("Sweden", "Stockholm", "Swedish"),
    ("Zambia", "Lusaka", "Zambian"),
    ("Côte d'Ivoire", "Yamoussoukro", "Ivorian"),
    ("Costa Rica", "San José", "Costa Rican"),
    ("São Tomé and Príncipe", "São Tomé", "Santomean"),
    ("South Sudan", "Juba", "South Sudanese"),
)
SENDERS = (0, 2, 4, 6, 8, 10, 12, 14)
RECEIVERS = (1, 3, 5, 7, 9, 11, 13, 15, 16, 17, 18, 19)

WHO = ("Afghans", "Eritreans", "Somalis", "Syrians", "Iraqis", "Sudanese nationals", "Iranians")
SPEAKERS = ("Ingrid Halvorsen", "Kofi Mensah", "Lena Brandt", "Samuel Okello", "Marta Ricci")
BODIES = ("Open Door Network", "Harbour Law Centre", "Refugee Rights Forum", "Jurists for Asylum")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")

DOMAIN = (
    "{a} deported {n} {who} to {b} on {day}, the interior ministry in {ca} said.",
    "Under an agreement signed last month, {b} will take in up to {m} asylum seekers a year whom {a} has turned away.",
    "{a} pays {b} {eur} million euros for the first year, according to the text of the agreement.",
    "A court in {ca} halted the next flight to {cb} on {day}, ruling that the men had not been heard.",
    "“This is a deal in which people are the currency,” said {speaker}, a lawyer at the {body}.",
    "The {body} said that {a} was sending migrants to {b} without looking at their claims.",
    "The foreign minister of {b} said that the {n} deportees would be housed near {cb}.",
    "{b} and {a} began talks on the transfer of rejected asylum seekers in the spring.",
    "The {adj_a} government said that unaccompanied minors would not be sent to {b}.",
    "Two of the {who} were released in {cb} after a week, their lawyers said.",
    "The {adj_b} parliament has not voted on the agreement with {a}.",
    "Officials in {cb} rejected the criticism and said that all who came from {a} had been treated well.",
)
DOMAIN_TITLES = (
    "{a} sends {n} {who} to {b}",
    "{b} to take in asylum seekers turned away by {a}",
    "Court in {ca} halts flight of migrants to {b}",
    "{a} and {b} sign deal on deportees",
)

#: Menu entries and headlines of other stories: two states and a word of the pack, in no report.
LURES = (
    "{a} expels envoys after {b} summit walkout",
    "Visa rules: what {adj_a} students in {b} should know",
    "{b} asylum debate overshadows {a} state visit",
    "Transfer window: {adj_a} striker set for {b} move",
    "{a} and {b} clash over prison swap",
    "Migrants, {a}, {b}: the week in pictures",
)

_SUBJECTS = ("The council", "The club", "The company", "A spokeswoman", "The coach", "The mayor", "Residents",
             "The ministry", "Farmers in the valley", "The hospital", "The orchestra", "Analysts", "The bakery",
             "The harbour board", "A group of parents", "The central bank", "The festival", "Engineers")  # fmt: skip
_VERBS = ("said on {day} that", "expects that", "hopes that", "announced that", "warned that", "denied that",
          "had feared that", "told a hearing that", "wrote in a letter that")  # fmt: skip
_THINGS = ("the new bridge", "the winter timetable", "the second half of the season", "the price of bread",
           "the old theatre", "the harvest", "the library in {place}", "the ring road", "the budget for schools",
           "the tram line", "a third goalkeeper", "the summer exhibition", "the water main", "the stock index",
           "the ferry to the islands", "the choir of {place}", "the reading hall", "the dairy")  # fmt: skip
_ENDS = ("would open before Easter.", "was worth the money that it cost.", "had fallen by {k} per cent in a year.",
         "needed {k} more weeks.", "would draw {m} visitors.", "had been removed from the list.",
         "was held up by rain and wind.", "could not be finished in time.", "was better than in {year}.",
         "stood on firmer ground than many think.", "would cost {k} million more.", "had to be paid for twice.",
         "took longer than the flight from {place}.", "was the talk of the campaign.")  # fmt: skip
_PLACES = (
    "Aldermoor",
    "Brackwater",
    "Coldhaven",
    "Dunmere",
    "Eastfold",
    "Fennick",
    "Garsdale",
    "Holm",
)


def fill(template: str, rng: Random) -> str:
    """A template with two states, people and numbers put in; the same generator gives the same."""
    a, b = STATES[rng.choice(SENDERS)], STATES[rng.choice(RECEIVERS)]
    return fill_for(template, a, b, rng)


def fill_for(template: str, a: tuple[str, str, str], b: tuple[str, str, str], rng: Random) -> str:
    """The same for a pair of states."""
    text = template.format(
        a=a[0], ca=a[1], adj_a=a[2], b=b[0], cb=b[1], adj_b=b[2], n=rng.randint(3, 90),
        m=rng.randrange(100, 3000, 50), eur=rng.randint(4, 80), who=rng.choice(WHO),
        day=rng.choice(DAYS), speaker=rng.choice(SPEAKERS), body=rng.choice(BODIES),
    )  # fmt: skip
    return text[0].upper() + text[1:]


def domain_report(rng: Random) -> tuple[str, list[str]]:
    """A title and the sentences of a report on one pair of states."""
    a, b = STATES[rng.choice(SENDERS)], STATES[rng.choice(RECEIVERS)]
    chosen = rng.sample(DOMAIN, rng.randint(4, 8))
    return fill_for(rng.choice(DOMAIN_TITLES), a, b, rng), [fill_for(t, a, b, rng) for t in chosen]


def other_sentence(rng: Random) -> str:
    """A sentence of a report on something else."""
    words = " ".join(
        (rng.choice(_SUBJECTS), rng.choice(_VERBS), rng.choice(_THINGS), rng.choice(_ENDS))
    )
    return words.format(
        day=rng.choice(DAYS), place=rng.choice(_PLACES), k=rng.randint(2, 40),
        m=rng.randrange(200, 9000, 100), year=rng.randint(1990, 2024),
    )  # fmt: skip


def other_title(rng: Random) -> str:
    """A headline of a report on something else."""
    subject = rng.choice(_SUBJECTS).removeprefix("The ").removeprefix("A ")
    return (
        f"{subject} waits for {rng.choice(_THINGS).format(place=rng.choice(_PLACES))}".capitalize()
    )
