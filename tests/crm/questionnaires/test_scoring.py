"""Scores equal tables written independently of the engine, for every set of answers."""

from itertools import product

import pytest

from crm.questionnaires import rules
from crm.questionnaires.examples import QCF, QPR

QPR_POINTS = (
    (0, 1, 3, 4, 5),
    (0, 1, 3, 3, 5),
    (0, 1, 3, 4, 5),
    (0, 1, 3, 5),
    (0, 1, 3, 5),
    (0, 1, 2, 4, 5),
    (0, 1, 3, 5),
    (0, 1, 3, 5),
)
CAPACITY = (0, 2, 3, 4)
PROFILES = (1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7)  # by points, from 0 to 20
IDS = [[option["id"] for option in question["options"]] for question in QPR["questions"]]
NAMES = [question["id"] for question in QPR["questions"]]


def answers_of(choice: tuple[int, ...]) -> dict:
    return {name: [ids[rank]] for name, ids, rank in zip(NAMES, IDS, choice, strict=True)}


def expected(choice: tuple[int, ...], *, beginner: bool) -> tuple[int, int, int]:
    """Return capacity, tolerance and profile from the tables above."""
    points = [QPR_POINTS[question][rank] for question, rank in enumerate(choice)]
    capacity = sum(points[question] for question in CAPACITY)
    tolerance = sum(points) - capacity
    profile = min(PROFILES[capacity], PROFILES[tolerance])
    if choice[0] == 0 or choice[3] == 0:
        profile = min(profile, 2)
    if choice[5] == 0:
        profile = 1
    if choice[4] == 0:
        profile = min(profile, 3)
    return capacity, tolerance, min(profile, 4) if beginner else profile


def test_every_set_of_answers_equals_the_independent_table():
    """160,000 sets, each with and without the cap of a beginner; points come from the engine's own look-up."""
    points = [
        [rules.points_of(question, [option["id"]]) for option in question["options"]] for question in QPR["questions"]
    ]
    assert [tuple(each) for each in points] == list(QPR_POINTS)
    grid = {total: rules.profile_of(QPR["grid"], total) for total in range(21)}
    assert tuple(grid.values()) == PROFILES
    seen = 0
    for choice in product(*(range(len(each)) for each in QPR_POINTS)):
        total = [points[question][rank] for question, rank in enumerate(choice)]
        capacity = sum(total[question] for question in CAPACITY)
        lowest = min(grid[capacity], grid[sum(total) - capacity])
        given = CAPPED[choice[0] == 0, choice[3] == 0, choice[4] == 0, choice[5] == 0]
        for level in ("", "debutant"):
            profile, _reason = rules.capped(QPR["caps"], given, level, lowest)
            assert profile == expected(choice, beginner=bool(level))[2]
        seen += 1
    assert seen == 160_000


CAPPED = {
    key: {
        "horizon": ["2-" if key[0] else "10+"],
        "besoin": ["certain" if key[1] else "non"],
        "reserve": ["0" if key[2] else "6+"],
        "perte": ["0" if key[3] else "20"],
    }
    for key in product((True, False), repeat=4)
}


@pytest.mark.parametrize("choice", [(2, 2, 2, 2, 2, 3, 2, 2), (0, 2, 2, 2, 2, 3, 2, 2), (4,) * 3 + (3, 3, 4, 3, 3)])
@pytest.mark.parametrize("level", ["", "debutant", "expert"])
def test_whole_scoring_agrees_on_worked_examples(choice, level):
    outcome = rules.score_qpr(QPR, answers_of(choice), qcf_level=level)
    capacity, tolerance, profile = expected(choice, beginner=level == "debutant")
    assert outcome.sections["capacity"]["points"] == capacity
    assert outcome.sections["tolerance"]["points"] == tolerance
    assert outcome.level == str(profile)


def test_worked_example_of_the_help_gives_profile_5_and_2_with_a_short_horizon():
    long, short = (2, 2, 2, 2, 2, 3, 2, 2), (0, 2, 2, 2, 2, 3, 2, 2)
    assert rules.score_qpr(QPR, answers_of(long)).level == "5"
    outcome = rules.score_qpr(QPR, answers_of(short))
    assert (outcome.level, outcome.cap) == ("2", "l’horizon est de moins de 2 ans")


def test_wide_gap_between_sub_scores_asks_for_a_comment():
    assert rules.score_qpr(QPR, answers_of((4, 0, 4, 3, 3, 1, 0, 0))).needs_comment
    assert not rules.score_qpr(QPR, answers_of((2, 2, 2, 2, 2, 3, 2, 2))).needs_comment


def qcf_answers(right: int, held: list[str], trades: str, managed: str) -> dict:
    truths = [question for question in QCF["questions"] if len(question["options"]) == 3]
    answers = {}
    for number, question in enumerate(truths):
        wanted = 12 if number < right else 0
        answers[question["id"]] = [next(each["id"] for each in question["options"] if each["points"] == wanted)]
    return answers | {"detenus": held, "operations": [trades], "gestion": [managed]}


@pytest.mark.parametrize(
    ("answers", "score", "label"),
    [
        (qcf_answers(0, ["aucun"], "0", "aucune"), 0, "Débutant"),
        (qcf_answers(2, ["epargne", "fonds"], "0", "deleguee"), 34, "Débutant"),
        (qcf_answers(2, ["epargne", "actions"], "0", "deleguee"), 35, "Initié"),
        (qcf_answers(4, ["structures"], "1-4", "aucune"), 59, "Initié"),
        (qcf_answers(5, ["aucun"], "0", "aucune"), 60, "Averti"),
        (
            qcf_answers(5, ["epargne", "fonds", "actions", "scpi", "structures", "prive", "derives"], "12+", "seul"),
            100,
            "Expert",
        ),
        (qcf_answers(5, ["fonds", "structures"], "12+", "aucune"), 80, "Expert"),
    ],
)
def test_qcf_points_and_levels(answers, score, label):
    outcome = rules.score_qcf(QCF, answers)
    assert (outcome.score, outcome.label) == (score, label)


def test_raising_one_answer_never_lowers_the_result():
    base = (1, 1, 1, 1, 1, 1, 1, 1)
    for question in range(8):
        before = 0
        for rank in range(len(QPR_POINTS[question])):
            choice = base[:question] + (rank,) + base[question + 1 :]
            level = int(rules.score_qpr(QPR, answers_of(choice)).level)
            assert level >= before
            before = level


def test_none_beside_other_choices_is_dropped():
    held = next(question for question in QCF["questions"] if question["id"] == "detenus")
    assert rules.known_choices(held, ["aucun", "fonds", "inconnu"]) == ["fonds"]
    assert rules.known_choices(held, ["aucun"]) == ["aucun"]


def test_examples_can_be_published():
    assert rules.problems_of("qcf", QCF) == []
    assert rules.problems_of("qpr", QPR) == []
