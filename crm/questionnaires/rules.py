"""Score a questionnaire from its definition and its answers, and explain the result. No database.

`answers` is {question id: [option ids]}. The definition is that of `examples`: QCF gives points and a level; QPR gives
two sub-scores of 20, each a profile of 1 to 7 by a grid; the profile is the lowest of both and of the caps that apply.
"""

from dataclasses import asdict, dataclass, field

MOST_POINTS_OF_SECTION = 20


@dataclass(frozen=True)
class Line:
    """One question in the explanation: what was answered and its points."""

    question: str
    answer: str
    points: int
    most: int
    section: str = ""


@dataclass(frozen=True)
class Outcome:
    """A result as data: it is stored, printed, and recomputed from the answers at any time.

    `level` is the level's key (QCF) or the profile as text (QPR). `cap` is the reason of the cap that decided.
    """

    score: int
    level: str
    label: str
    lines: list[Line] = field(default_factory=list)
    sections: dict = field(default_factory=dict)
    cap: str = ""
    needs_comment: bool = False

    def to_json(self) -> dict:
        return asdict(self)


def questions_of(definition: dict) -> list[dict]:
    """Return every question, the unscored preferences last."""
    return [*definition["questions"], *definition.get("preferences", [])]


def points_of(question: dict, chosen: list[str]) -> int:
    """Return the points of an answer; several choices add up to the question's cap."""
    total = sum(option["points"] for option in question["options"] if option["id"] in chosen)
    return min(total, question["cap"]) if question.get("cap") is not None else total


def most_points(question: dict) -> int:
    if question.get("cap") is not None:
        return question["cap"]
    points = [option["points"] for option in question["options"]]
    return sum(points) if question.get("multiple") else max(points)


def missing(definition: dict, answers: dict) -> list[str]:
    """Return the ids of the questions without an answer."""
    return [question["id"] for question in questions_of(definition) if not answers.get(question["id"])]


def known_choices(question: dict, chosen: list[str]) -> list[str]:
    """Return the choices that the question offers, in its order; one only unless it takes several.

    A choice without points beside others (« Aucun ») is dropped.
    """
    known = [option["id"] for option in question["options"] if option["id"] in chosen]
    if not question.get("multiple"):
        return known[:1]
    scored = [option["id"] for option in question["options"] if option["id"] in known and option["points"]]
    return scored or known[:1]


def lines_of(definition: dict, answers: dict) -> list[Line]:
    return [_line(question, answers.get(question["id"], [])) for question in definition["questions"]]


def _line(question: dict, chosen: list[str]) -> Line:
    labels = [option["label"] for option in question["options"] if option["id"] in chosen]
    points = points_of(question, chosen)
    return Line(question["text"], ", ".join(labels), points, most_points(question), question.get("section", ""))


def score_qcf(definition: dict, answers: dict) -> Outcome:
    """Return the points out of 100 and the level."""
    lines = lines_of(definition, answers)
    score = sum(line.points for line in lines)
    level = [each for each in definition["levels"] if each["from"] <= score][-1]
    return Outcome(score=score, level=level["key"], label=level["label"], lines=lines)


def profile_of(grid: list[list[int]], points: int) -> int:
    """Return the profile of a sub-score by the grid of (lowest points, profile)."""
    return [profile for lowest, profile in grid if lowest <= points][-1]


def score_qpr(definition: dict, answers: dict, *, qcf_level: str = "") -> Outcome:
    """Return the profile from 1 to 7, its sub-scores and the cap that decided."""
    lines = lines_of(definition, answers)
    sections = {}
    for key, label in definition["sections"].items():
        points = sum(line.points for line in lines if line.section == key)
        sections[key] = {"label": label, "points": points, "profile": profile_of(definition["grid"], points)}
    profile = min(section["profile"] for section in sections.values())
    profile, cap = capped(definition["caps"], answers, qcf_level, profile)
    profiles = [section["profile"] for section in sections.values()]
    return Outcome(
        score=sum(line.points for line in lines),
        level=str(profile),
        label=f"Profil {profile} sur 7",
        lines=lines,
        sections=sections,
        cap=cap,
        needs_comment=max(profiles) - min(profiles) >= definition["gap"],
    )


def capped(caps: list[dict], answers: dict, qcf_level: str, profile: int) -> tuple[int, str]:
    """Return the lowest of the profile and the caps that apply, with the reason of the one that decided."""
    reason = ""
    for cap in caps:
        if cap["profile"] < profile and _applies(cap, answers, qcf_level):
            profile, reason = cap["profile"], cap["reason"]
    return profile, reason


def _applies(cap: dict, answers: dict, qcf_level: str) -> bool:
    if "qcf" in cap:
        return qcf_level == cap["qcf"]
    return bool(set(cap["answers"]) & set(answers.get(cap["question"], [])))


def score(slug: str, definition: dict, answers: dict, *, qcf_level: str = "") -> Outcome:
    """Return the result of a questionnaire of either kind."""
    if slug == "qcf":
        return score_qcf(definition, answers)
    return score_qpr(definition, answers, qcf_level=qcf_level)


def problems_of(slug: str, definition: dict) -> list[str]:
    """Return why a definition cannot be published, in French; empty when it can."""
    found = []
    for question in questions_of(definition):
        ids = [option["id"] for option in question["options"]]
        if not question["text"].strip() or len(ids) < 2 or len(set(ids)) < len(ids):
            found.append(f"« {question['text'][:40]} » : il faut un texte et au moins deux réponses différentes.")
    if slug == "qpr":
        for key, label in definition["sections"].items():
            most = sum(most_points(each) for each in definition["questions"] if each["section"] == key)
            if most != MOST_POINTS_OF_SECTION:
                found.append(f"« {label} » : les points s’élèvent à {most}, ils doivent faire 20.")
    else:
        most = sum(most_points(each) for each in definition["questions"])
        if most != 100:
            found.append(f"Les points s’élèvent à {most}, ils doivent faire 100.")
    return found
