"""A story of one person in plain sentences, English or Dutch, and the tables that go with it."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from .lives_drawn import WEEK, daily
from .names import first_name
from .story import Link, Story
from .titles import event_in, quoted, title_in
from .twins import NEVER, Twins
from .words import calendar_day, number, say, signed, texts_of

_MOST_SUPPORTERS = 3
_MOST_IN_TABLE = 12
# Below this the difference rounds to nothing.
_NOTHING = 0.0005


class Telling:
    """Words for the people of one pair of scenarios in one language."""

    def __init__(self, twins: Twins, language: str):
        self.twins, self.language = twins, language

    def say(self, key: str, **fill) -> str:
        """Return a text of the page."""
        return say(self.language, f"person.{key}", **fill)

    def name(self, row: int) -> str:
        """Return somebody's invented first name."""
        return first_name(row, bool(self.twins.traits["woman"][row]))

    def item(self, row: int) -> str:
        """Return how somebody stands in the list."""
        return self.say("item", name=self.name(row), age=int(self.twins.traits["age"][row]), row=row)

    def day(self, step: int) -> str:
        """Return the day of a step as people write it."""
        return calendar_day(self.language, self._date(step))

    def when(self) -> str:
        """Return what early, late and never mean among these people; nothing where no lives part."""
        parted = self.twins.parted[self.twins.parted != NEVER]
        return self.say("when", first=self.day(int(parted.min())), last=self.day(int(parted.max()))) if len(parted) else ""

    def _date(self, step: int) -> date:
        return self.twins.scenarios[0].start + timedelta(days=step // self.twins.steps_a_day)

    def word(self, kind: str, name: str) -> str:
        """Return a word such as that for a layer or a mechanism; what has none (of a plug-in) is called by its name."""
        known = texts_of("person")
        return self.say(f"{kind}_{name}") if f"{kind}_{name}" in known else name.replace("_", " ")

    def joined(self, parts) -> str:
        """Return a list as people write it: a, b and c."""
        *most, last = parts
        return f"{', '.join(most)} {self.say('and')} {last}" if most else last

    def event(self, name: str) -> str:
        """Return what an event is called: by its own name, or by its kind where the file gives it none."""
        kind = next((event.kind for each in self.twins.scenarios for event in each.events if event.name == name), "")
        return event_title(self.language, name, kind)

    def lead(self, story: Story) -> list[str]:
        """Return who the person is, and when and why the two lives part."""
        return [self.who(story.row), *self._parting(story)]

    def who(self, row: int) -> str:
        """Return a sentence on somebody's age and household."""
        traits = self.twins.traits
        others = int((traits["household"] == traits["household"][row]).sum()) - 1
        if not others:
            key = "who_alone" if traits["lives_alone"][row] else "who_with"
            others = others or 1
        else:
            key = "who_with"
        living = self.say("others_one") if others == 1 else self.say("others_more", count=others)
        return self.say(key, name=self.name(row), age=int(traits["age"][row]), **({"others": living} if key == "who_with" else {}))

    def _parting(self, story: Story) -> list[str]:
        if not story.chain:
            nobody = (self.twins.parted == NEVER).all()
            return [self.say("same_all") if nobody else self.say("same_never", name=self.name(story.row))]
        link = story.chain[0]
        same = [self.say("same_until", day=self.day(link.step - self.twins.steps_a_day))] if link.step >= self.twins.steps_a_day else []
        what = [self.word("because", name) for name in link.mechanisms] or [self.say("because_meetings")]
        return [*same, self._why(link), self.say("what_acts", name=self.name(link.row), what=self.joined(what[:5]))]

    def _why(self, link: Link) -> str:
        fill = {"day": self.day(link.step), "name": self.name(link.row)}
        if link.direct:
            return self.say("part_direct", events=self._events(link), **fill)
        if link.via == NEVER:
            return self.say("part_shared", day=fill["day"])
        meets = self.say(f"meets_{link.channel}")
        only = "" if link.met_only == "both" else f", {self.say('only_' + link.met_only)}"
        relation = f"({self.word('layer', link.layer)}{only})"
        fill |= {"meets": meets, "other": f"{self.name(link.via)} {relation}"}
        other_day = int(self.twins.parted[link.via])
        if self.day(other_day) == self.day(link.step):
            return self.say("part_met_same", **fill)
        return self.say("part_met", other_day=self.day(other_day), **fill)

    def _events(self, link: Link) -> str:
        return self.joined([self.event(name) for name in link.events]) if link.events else self.say("events_none")

    def way_back(self, story: Story) -> list[str]:
        """Return the chain of people through whom the change came, the first one first; nothing where it came directly."""
        if len(story.chain) < 2:
            return []
        return [self._link(link) for link in reversed(story.chain)]

    def _link(self, link: Link) -> str:
        fill = {"name": self.name(link.row), "day": self.day(link.step)}
        if link.direct:
            return self.say("link_direct", events=self._events(link), **fill)
        if link.via == NEVER:
            return self.say("link_shared", **fill)
        return self.say("link_met", other=self.name(link.via), relation=self.word("layer", link.layer), **fill)

    def sums(self, story: Story) -> list[str]:
        """Return what the difference amounts to, who supported whom, and what help there was."""
        row, name = story.row, self.name(story.row)
        distress = [float(lives.distress[:, row].mean()) for lives in self.twins.lives]
        contacts = [float(lives.contacts[:, row].mean()) * self.twins.steps_a_day for lives in self.twins.lives]
        first, second = (number(self.language, each, 1) for each in contacts)
        return [self._mean(name, distress), self.say("contacts_mean", name=name, first=first, second=second), *self._support(story)]

    def _mean(self, name: str, distress: list[float]) -> str:
        if np.isnan(distress[0]):
            return self.say("not_scored", name=name)
        difference = distress[1] - distress[0]
        if abs(difference) < _NOTHING:
            return self.say("mean_same", name=name)
        key = "mean_less" if difference < 0 else "mean_more"
        return self.say(key, name=name, difference=number(self.language, abs(difference), 3))

    def _support(self, story: Story) -> list[str]:
        giving = [each for each in story.contacts if each.support[0] + each.support[1] > 0][:_MOST_SUPPORTERS]
        people = [
            self.say("supporter", name=self.name(each.row), relation=self.word("layer", each.layer), share=number(self.language, 50 * sum(each.support)))
            for each in giving
        ]
        return [self.say("supported", name=self.name(story.row), people=self.joined(people))] if people else []

    def help(self, story: Story) -> list[str]:
        """Return the moments of asking for and having help in both lives, in their order."""
        said = [
            self.say(f"help_{each.status}", day=self.day(each.step), scenario=self._in(each.world), course=self.word("course", each.course))
            for each in sorted(story.help, key=lambda each: (each.step, each.world))
        ]
        return said or [self.say("help_nobody", name=self.name(story.row))]

    def _in(self, world: int) -> str:
        return self.say("in_second" if world else "in_first")

    def people_rows(self, story: Story) -> list[list[str]]:
        """Return the table of people around somebody: relation, days met and in touch, share of support, first / second scenario."""
        rows = []
        for each in story.contacts[:_MOST_IN_TABLE]:
            shares = [f"{number(self.language, 100 * share)}\u00a0%" for share in each.support]
            pairs = [f"{one:,} / {other:,}" for one, other in (each.days, each.remote)]
            rows.append([self.item(each.row), self.word("layer", each.layer), *pairs, " / ".join(shares)])
        return rows

    def people_table(self, story: Story) -> tuple[list[str], list[list]]:
        """Return the same as `people_rows` for a file: headings, and rows of plain numbers."""
        heads = ["person", "relation", "days_met_first", "days_met_second", "days_remote_first", "days_remote_second", "support_first", "support_second"]
        rows = [
            [self.item(each.row), self.word("layer", each.layer), *each.days, *each.remote, *map(float, each.support)]
            for each in story.contacts[:_MOST_IN_TABLE]
        ]
        return heads, rows

    def weeks(self, row: int, what: str) -> list[list[str]]:
        """Return the table beside the chart: mean per week in both scenarios and the difference."""
        lines = [daily(self.twins, world, row, what) for world in (0, 1)]
        digits = 1 if what == "contacts" else 2
        table = []
        for first in range(0, len(lines[0]), WEEK):
            means = [float(line[first : first + WEEK].mean()) for line in lines]
            if np.isfinite(means[0]):
                day = self.day(first * self.twins.steps_a_day)
                table.append([day, *(number(self.language, mean, digits) for mean in means), signed(self.language, means[1] - means[0], digits)])
        return table

    def title(self, world: int) -> str:
        """Return what a scenario is called in the legend."""
        scenario = self.twins.scenarios[world]
        title = title_in(self.language, scenario)
        if scenario.name == "no_crisis":
            first = self.twins.scenarios[0]
            title = self.say("without", title=title_in(self.language, first))
        return self.say("second_line" if world else "first_line", title=title)


def event_title(language: str, name: str, kind: str) -> str:
    """Return what an event is called: by its kind where its name only repeats that, else by its own name, in quotes."""
    called = event_in(language, name)
    return called if called == event_in(language, kind) else quoted(language, called)
