"""The answers that people come for, as methods of a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mnd_kg.answers.audit import Audit
    from mnd_kg.answers.candidate import Candidates
    from mnd_kg.answers.compare import Comparison
    from mnd_kg.answers.explain import Explanation
    from mnd_kg.answers.propositions import Evidence
    from mnd_kg.answers.standing import Status
    from mnd_kg.answers.timeline import Timeline
    from mnd_kg.answers.trial_size import Design
    from mnd_kg.store import BuiltGraph


class Answers:
    """What a built graph answers. Each answer says where each of its parts comes from.

    How one is worked out is imported when it is asked for.
    """

    def __init__(self, built: BuiltGraph) -> None:
        self._built = built

    def evidence(
        self, intervention: str, condition: str | None = None, domain: str | None = None
    ) -> Evidence:
        """Return what speaks for an intervention and what against it, newest first.

        Both sides come together: who counts the supporting lines alone hides the trials that
        failed.

        >>> function = kg.evidence("AMX0035", "ALS", "function").propositions[0]
        >>> [(line.direction, line.trials()) for line in function.lines][-1]
        ('supports', 'CENTAUR')

        Raises:
            UnknownEntityError: if a name is unknown, or names something of another kind.
            SettingError: if there is no such domain.
        """
        from mnd_kg.answers.evidence import evidence

        return evidence(self._built, intervention, condition, domain)

    def audit(self, name: str | None = None) -> Audit:
        """Return what the audit found, the worst verdict first: of all, or of one thing.

        >>> kg.audit("trials:NCT01492686").inconsistent
        ()

        Raises:
            UnknownEntityError: if nothing, or more than one thing, has that name.
        """
        from mnd_kg.answers.audit import audit

        return audit(self._built, name)

    def compare(self, condition: str, measure: str | None = None) -> Comparison:
        """Return the effects of trials in a condition side by side, each on one scale if it can be.

        Nothing is pooled: each row says what keeps it from being compared with the others.

        >>> rows = kg.compare("ALS", "ALSFRS-R").rows
        >>> jetals = next(row for row in rows if row.effect.trial.label == "JETALS")
        >>> jetals.monthly.told()
        '0.54 points a month (95 % CI 0.12 to 0.95)'

        Raises:
            UnknownEntityError: if a name is unknown, or names something of another kind.
        """
        from mnd_kg.answers.compare import compare

        return compare(self._built, condition, measure)

    def status(
        self,
        intervention: str,
        condition: str | None = None,
        jurisdiction: str | None = None,
        on: date | None = None,
    ) -> Status:
        """Return how an intervention stands with the regulators on a day, or today.

        >>> from datetime import date
        >>> kg.status("AMX0035", "ALS", "US", date(2025, 1, 1)).standings[0].state
        'approved'

        Raises:
            UnknownEntityError: if a name is unknown, or names something of another kind.
        """
        from mnd_kg.answers.status import status

        return status(self._built, intervention, condition, jurisdiction, on)

    def timeline(
        self,
        intervention: str,
        condition: str | None = None,
        jurisdiction: str | None = None,
        until: date | None = None,
    ) -> Timeline:
        """Return how an intervention stood with the regulators over time.

        >>> from datetime import date
        >>> lane = kg.timeline("AMX0035", "ALS", "US", date(2026, 1, 1)).lanes[0]
        >>> [(span.state, str(span.first)) for span in lane.spans]
        [('unknown', '2022-01-01'), ('approved', '2022-09-29'), ('withdrawn', '2025-08-29')]

        Raises:
            UnknownEntityError: if a name is unknown, or names something of another kind.
        """
        from mnd_kg.answers.timeline import timeline

        return timeline(self._built, intervention, condition, jurisdiction, until)

    def explain(
        self, intervention: str, condition: str, design: Design | None = None
    ) -> Explanation:
        """Return how an intervention might act in a condition, and what is known of it there.

        >>> [found.basis for found in kg.explain("riluzole", "PLS").mechanisms]
        ['carried-over', 'carried-over']

        Raises:
            UnknownEntityError: if a name is unknown, or names something of another kind.
        """
        from mnd_kg.answers.explain import explain

        return explain(self._built, intervention, condition, design)

    def candidates(
        self,
        condition: str,
        source: str = "conditions:ALS",
        weights: Mapping[str, float] | None = None,
        on: date | None = None,
    ) -> Candidates:
        """Return the interventions tried in one condition that might be discussed for another.

        >>> from datetime import date
        >>> answer = kg.candidates("PLS", on=date(2026, 11, 1))
        >>> [one.bound[0].kind for one in answer.others if one.label == "tofersen"]
        ['subtype']

        Raises:
            UnknownEntityError: if a name is unknown, or names something of another kind.
            SettingError: if there is no such part of the score.
        """
        from mnd_kg.answers.candidates import candidates

        return candidates(self._built, condition, source, weights, on)
