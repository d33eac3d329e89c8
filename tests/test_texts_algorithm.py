"""The algorithm of texts written together: what must hold for every change, in both languages."""

import json
import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from services.texts import algorithm
from services.texts.algorithm import BadChange

SCRIPTS = Path(__file__).parent.parent / "components" / "coedit"
LETTERS = "ab-1è😀\n👍🏽é"  # characters of two code units, signs of two characters, numbers
BROWSER = """
let sent = [], replicas = [];
function seats(n, rev, text) {
  sent = [];
  replicas = Array.from({length: n}, (_, i) => new Replica((m) => sent.push([i, m])));
  for (const r of replicas) r.whole(rev, text);
}
function ask(i, what, args) { replicas[i][what](...args); return tell(i); }
function tell(i) {
  const {rev, text, dirty, chars, undos} = replicas[i];
  return {rev, text, dirty, length: chars.length, undos: undos.length};
}
function posted() { const all = sent; sent = []; return all; }
"""


class Browser:
    """Our own script, run by a JavaScript engine without a page."""

    def __init__(self) -> None:
        self.engine = MiniRacer()
        for name in ("ops", "replica"):
            script = (SCRIPTS / f"{name}.js").read_text()
            script = re.sub(r"^import .*$", "", script, flags=re.M)
            self.engine.eval(re.sub(r"^export ", "", script, flags=re.M))
        self.engine.eval(BROWSER)

    def __call__(self, call: str, *args):
        given = ",".join(json.dumps(arg) for arg in args)
        return json.loads(self.engine.eval(f"JSON.stringify({call}({given}) ?? null)"))

    def chars(self, call: str, *texts):
        """Of a function that takes arrays of characters."""
        given = ",".join(json.dumps(list(t) if isinstance(t, str) else t) for t in texts)
        return json.loads(self.engine.eval(f"JSON.stringify({call}({given}))"))


@pytest.fixture(scope="module")
def browser() -> Browser:
    return Browser()


@st.composite
def changes(draw, length: int) -> list:
    """Any change for a text of so many characters."""
    out: list = []
    while length:
        n = draw(st.integers(1, length))
        how = draw(st.sampled_from("kkdi"))
        if how == "i":
            algorithm.push(out, draw(words(least=1)))
        algorithm.push(out, -n if how == "d" else n)
        length -= n
    algorithm.push(out, draw(words()))
    return out


def words(least: int = 0, most: int = 5):
    return st.text(LETTERS, min_size=least, max_size=most)


@settings(max_examples=400)
@given(st.data())
def test_two_changes_of_one_text_lead_to_the_same(browser, data):
    text = data.draw(words(most=12))
    a, b = data.draw(changes(len(text))), data.draw(changes(len(text)))

    after_b, after_a = algorithm.transform(a, b)

    both = algorithm.apply(algorithm.apply(text, a), after_a)
    assert both == algorithm.apply(algorithm.apply(text, b), after_b)
    assert browser("transform", a, b) == [after_b, after_a]


@settings(max_examples=400)
@given(st.data())
def test_two_that_follow_each_other_are_one(browser, data):
    text = data.draw(words(most=12))
    first = data.draw(changes(len(text)))
    then = data.draw(changes(algorithm.new_length(first)))

    one = algorithm.compose(first, then)

    assert algorithm.apply(text, one) == algorithm.apply(algorithm.apply(text, first), then)
    assert browser("compose", first, then) == one
    assert "".join(browser.chars("apply", text, first)) == algorithm.apply(text, first)


@settings(max_examples=300)
@given(st.data())
def test_what_is_taken_back_is_as_it_was(browser, data):
    text = data.draw(words(most=12))
    change = data.draw(changes(len(text)))
    back = browser.chars("invert", change, list(text))
    assert algorithm.apply(algorithm.apply(text, change), back) == text


@settings(max_examples=300)
@given(st.data())
def test_a_caret_stays_within_the_text_and_both_agree_where(browser, data):
    text = data.draw(words(most=12))
    change = data.draw(changes(len(text)))
    for place in range(len(text) + 1):
        moved = algorithm.move(place, change)
        assert 0 <= moved <= algorithm.new_length(change)
        assert browser("move", place, change) == moved


@settings(max_examples=300)
@given(words(most=15), words(most=15))
def test_the_difference_of_two_texts_leads_from_one_to_the_other(browser, old, new):
    assert algorithm.apply(old, algorithm.diff(old, new)) == new
    assert algorithm.apply(old, browser.chars("diff", old, new)) == new


def test_words_that_were_not_touched_keep_their_author():
    old, new = "Aprire quattro sportelli in città", "Aprire cinque sportelli in città"
    assert algorithm.diff(old, new) == [7, "cinque", -7, 19]


@pytest.mark.parametrize(
    "change",
    [
        "abc",
        [1.5],
        [True],
        [None],
        [["a"]],
        ["half a character: \ud83d"],
        ["nothing\x00"],
        ["a" * (algorithm.LONGEST + 1)],
        [1] * 10_001,
    ],
)
def test_what_is_no_change_is_refused(change):
    with pytest.raises(BadChange):
        algorithm.check(change)
    assert algorithm.check([1, 1, "a", "b", -2, "c"]) == [2, "abc", -2]


def test_a_change_of_another_text_is_refused():
    with pytest.raises(BadChange):
        algorithm.apply("quattro", [3, "a"])
    with pytest.raises(BadChange):
        algorithm.transform([3], [4])
    with pytest.raises(BadChange):
        algorithm.compose([3], [4])


@pytest.mark.parametrize("done", [True, False])
def test_what_was_not_saved_is_put_into_a_text_read_anew(browser, done):
    """Away for too long to hear each change: `done`, if what was in flight had arrived."""
    browser("seats", 1, 3, "Ciao")
    browser("ask", 0, "local", [[4, " a tutti"], "edit", 0])
    browser("ask", 0, "local", [[12, "!"], "edit", 1000])

    browser("ask", 0, "whole", [9, "Oggi: Ciao a tutti" if done else "Oggi: Ciao", done])

    (_, first), (_, again) = browser("posted")
    assert browser("tell", 0)["text"] == "Oggi: Ciao a tutti!"
    assert (again["rev"], again["id"] != first["id"]) == (9, True)
    assert "!" in again["ops"][-1] and ("tutti" in again["ops"][-1]) != done


def test_a_draft_is_taken_up_under_the_same_operation(browser):
    browser("seats", 2, 3, "Ciao")
    browser("ask", 0, "local", [[4, " a tutti"], "edit", 0])
    browser("ask", 0, "local", [[12, "!"], "edit", 1000])
    (_, sent) = browser("posted")[0]

    browser.engine.eval("replicas[1].online = false; replicas[1].resume(replicas[0].kept())")
    assert browser("tell", 1)["text"] == "Ciao a tutti!"
    browser("ask", 1, "since", [[{"rev": 4, "ops": ["Oggi: ", 4], "id": "other"}]])

    (_, again) = browser("posted")[0]
    assert (again["id"], again["again"], again["rev"]) == (sent["id"], True, 4)
    assert browser("tell", 1)["text"] == "Oggi: Ciao a tutti!"


def test_one_takes_back_only_what_one_wrote(browser):
    browser("seats", 1, 0, "ab")
    browser("ask", 0, "local", [[1, "mio", 1], "edit", 0])
    browser("ask", 0, "take", [{"rev": 1, "ops": ["loro ", 2], "id": "other"}])
    assert browser("ask", 0, "undo", [])["text"] == "loro ab"
    assert browser("ask", 0, "redo", [])["text"] == "loro amiob"


@pytest.mark.parametrize("seed", range(25))
def test_browsers_on_a_bad_line_end_with_one_text(browser, seed):
    """Delays both ways, lost connections, undo and redo: nobody loses or doubles a word."""
    Story(browser, Random(seed)).play(250)


class Story:
    """Some browsers and a server, with a post that is slow and sometimes lost."""

    def __init__(self, browser: Browser, chance: Random) -> None:
        self.browser, self.chance = browser, chance
        self.n = chance.randint(2, 6)
        self.text, self.log, self.seen = "Perché 😀 sì" * chance.randint(0, 3), [], set()
        browser("seats", self.n, 0, self.text)
        self.up = [[] for _ in range(self.n)]
        self.down = [[] for _ in range(self.n)]
        self.online = [True] * self.n

    def play(self, steps: int) -> None:
        for step in range(steps):
            self._step(self.chance.randrange(self.n), step)
            self._collect()
        for i in range(self.n):
            self.online[i] or self._come_back(i)
        self._collect()
        while any(self.up) or any(self.down):
            for i in range(self.n):
                self._serve(i)
                self._deliver(i)
                self._collect()
        for i in range(self.n):
            told = self.browser("tell", i)
            assert (told["text"], told["dirty"]) == (self.text, False)

    def _step(self, i: int, step: int) -> None:
        luck = self.chance.random()
        if luck < 0.45:
            self.browser("ask", i, "local", [self._typed(i), "edit", step * 100])
        elif luck < 0.52:
            self.browser("ask", i, self.chance.choice(["undo", "undo", "redo"]), [])
        elif luck < 0.75:
            self._serve(i)
        elif luck < 0.97:
            self._deliver(i)
        elif self.online[i]:
            self.browser.engine.eval(f"replicas[{i}].online = false")
            self.online[i], self.up[i], self.down[i] = False, [], []
        else:
            self._come_back(i)

    def _typed(self, i: int) -> list:
        length = self.browser("tell", i)["length"]
        at = self.chance.randint(0, length)
        gone = self.chance.randint(0, min(3, length - at)) if self.chance.random() < 0.5 else 0
        put = "".join(self.chance.choices(LETTERS, k=self.chance.randint(0, 3)))
        out: list = []
        for op in (at, put, -gone, length - at - gone):
            algorithm.push(out, op)
        return out

    def _serve(self, i: int) -> None:
        if self.up[i] and (told := self._order(self.up[i].pop(0))):
            for k in range(self.n):
                if self.online[k]:
                    self.down[k].append(told)

    def _order(self, sent: dict) -> dict | None:
        if sent["id"] in self.seen:
            return None
        ops = sent["ops"]
        for earlier in self.log[sent["rev"] :]:
            ops, _ = algorithm.transform(ops, earlier["ops"])
        self.text = algorithm.apply(self.text, ops)
        self.log.append({"rev": len(self.log) + 1, "ops": ops, "id": sent["id"]})
        self.seen.add(sent["id"])
        return self.log[-1]

    def _deliver(self, i: int) -> None:
        if self.down[i]:
            self.browser("ask", i, "take", [self.down[i].pop(0)])

    def _come_back(self, i: int) -> None:
        self.online[i], self.down[i] = True, []
        missed = self.log[self.browser("tell", i)["rev"] :]
        self.browser("ask", i, "since", [missed])

    def _collect(self) -> None:
        for i, message in self.browser("posted"):
            if self.online[i]:
                self.up[i].append(message)
