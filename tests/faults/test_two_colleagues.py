"""Two colleagues, one request: who gives or takes it at the same moment as another wins, or reads who has it now."""

import pytest

from tests.codes.together import together

GIVEN, TAKEN = "presales.assigned", "presales.taken_over"
PAGES = {"give": "passation", "take": "reprise"}
RACES = [
    ("in_progress", "give", "give"),
    ("in_progress", "give", "take"),
    ("in_progress", "take", "take"),
    ("done", "give", "give"),
    ("done", "give", "take"),
]
LATE = ("Quelqu’un vous a devancé : {} suit maintenant cette demande.", "{} suit déjà cette demande.")


class Request:
    """One that `cast.colleagues` made: who follows it, and what its history and its calendar files are."""

    def __init__(self, portal, made: dict):
        self.portal, self.pk = portal, made["pk"]
        (self.follower, _), (self.second, _), (self.third, _) = made["team"]
        self.names = dict(map(tuple, made["team"]))

    def rows(self, query: str) -> list[tuple]:
        return self.portal.postgres.rows(query, [str(self.pk)])

    @property
    def handler(self) -> int:
        return self.rows("SELECT handler_id FROM presales_presalesrequest WHERE id::text = %s")[0][0]

    @property
    def experts(self) -> set[int]:
        """Who goes to its meeting."""
        query = "SELECT expert_id FROM presales_slot WHERE request_id::text = %s AND state = 'taken'"
        return {expert for (expert,) in self.rows(query)}

    @property
    def handed(self) -> list[str]:
        query = """SELECT verb FROM audit_event WHERE subject_type = 'presales.presalesrequest' AND subject_id = %s
                   AND verb IN ('presales.assigned', 'presales.taken_over')"""
        return [verb for (verb,) in self.rows(query)]

    @property
    def files(self) -> list[str]:
        query = """SELECT content_type FROM documents_storedfile WHERE about_type = 'presales.presalesrequest'
                   AND about_id = %s AND sealed_at IS NOT NULL"""
        return sorted(kind.partition("method=")[2] for (kind,) in self.rows(query))


def press(browsers: list, request: Request, steps: tuple[str, str]) -> list:
    """Each of two colleagues takes their step at the same moment; their answers."""
    to = [request.third, request.second]

    def one(rank: int):
        fields = {"followed_by": request.follower} | ({"to": to[rank]} if steps[rank] == "give" else {})
        return browsers[rank].post(f"/avant-vente/{request.pk}/{PAGES[steps[rank]]}/", **fields)

    return together(2, one)


def late(pages: list[str], name: str) -> int:
    """How many of these pages tell their reader that the request is with `name` already."""
    return sum(any(sentence.format(name) in page for sentence in LATE) for page in pages)


@pytest.fixture
def desks(portal) -> list:
    """The two colleagues of who follows the requests."""
    portal.cast("colleagues")
    return [portal.browser("second"), portal.browser("third")]


def test_one_wins_and_the_other_reads_who_has_it(portal, desks, size, figure):
    rounds = size(2, 40)
    wanted = RACES * rounds
    for (status, *steps), made in zip(wanted, portal.cast("colleagues", *(race[0] for race in wanted)), strict=True):
        request, what = Request(portal, made), (made["pk"], status, steps)
        pages = [desk.follow(answer).text for desk, answer in zip(desks, press(desks, request, steps), strict=True)]
        winner = request.handler
        assert winner in (request.second, request.third), what
        assert late(pages, request.names[winner]) == 1, what
        assert len(request.handed) == 1, what
        if status == "done":
            given = request.handed == [GIVEN]
            assert request.experts == {winner if given else request.follower}, what
            assert request.files == (["CANCEL", "REQUEST", "REQUEST"] if given else ["REQUEST"]), what
    figure(races=len(wanted), twice=0, errors=0)


def test_control_without_the_lock_both_are_told_that_they_won(portal, desks, size, figure):
    """Rows read without a lock: both find who followed it before, and the history has two endings, or none."""
    portal.web.kill()
    web = portal.without("web", "lock")
    web.start()
    wrong, count = 0, size(3, 20)
    try:
        portal.wait_ready()
        for made in portal.cast("colleagues", *["in_progress"] * count):
            request = Request(portal, made)
            answers = press(desks, request, ("give", "give"))
            pages = [desk.follow(answer).text for desk, answer in zip(desks, answers, strict=True)]
            wrong += late(pages, request.names[request.handler]) != 1
    finally:
        web.kill()
    assert wrong > 0
    figure(control_races=count, control_wrong=wrong)
