"""Options of a list that can be told apart: of two that read alike, a list always gives the last."""

from collections import Counter
from collections.abc import Mapping

LABEL = "{label} ({more})"


def distinct(labels: Mapping[str, str], *more: Mapping[str, str]) -> dict[str, str]:
    """The labels by id, in their order, with what differs added to those that read alike.

    `more` is what may tell them apart, by id, the most telling first; what does not tell a group apart is left out.
    In the end their ids do. Labels that nobody confuses stay as they are.
    """
    told = dict(labels)
    for words in (*more, {each: each for each in labels}):
        for group in _alike(told):
            added = {each: words.get(each, "").strip() for each in group}
            if len({reads(each) for each in added.values()}) > 1:
                told |= {each: LABEL.format(label=told[each], more=said) for each, said in added.items() if said}
    return _numbered(told)


def reads(label: str) -> str:
    """A label as a hurried reader takes it: capitals and spaces make no difference."""
    return " ".join(label.casefold().split())


def _alike(labels: Mapping[str, str]) -> list[list[str]]:
    """Ids of labels that read alike, together."""
    groups: dict[str, list[str]] = {}
    for each, label in labels.items():
        groups.setdefault(reads(label), []).append(each)
    return [group for group in groups.values() if len(group) > 1]


def _numbered(labels: dict[str, str]) -> dict[str, str]:
    """What is alike even so, such as ids that differ in capitals alone, by number."""
    taken = Counter(reads(label) for label in labels.values())
    for each, label in labels.items():
        number = 1
        while taken[reads(labels[each])] > 1:
            taken[reads(labels[each])] -= 1
            number += 1
            labels[each] = LABEL.format(label=label, more=number)
            taken[reads(labels[each])] += 1
    return labels
