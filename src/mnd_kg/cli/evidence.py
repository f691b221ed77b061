"""The answers about what trials found: evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from mnd_kg.cli.options import Format, Graph, Intervention, is_json, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.answers.propositions import Assessment, Case, Downgrade, Evidence, Verdict

app = typer.Typer()


@app.command()
def evidence(
    intervention: Intervention,
    condition: Annotated[
        str | None, typer.Option("--condition", metavar="CONDITION", help="The condition.")
    ] = None,
    domain: Annotated[
        str | None,
        typer.Option("--domain", metavar="DOMAIN", help="What the effect is on, such as function."),
    ] = None,
    graph: Graph = None,
    format: Format = "table",
) -> None:
    """Say what speaks for an intervention and what against it, for each proposition."""
    from mnd_kg.knowledge_graph import load

    answer = load(graph).evidence(intervention, condition, domain)
    if is_json(format):
        write_json(answer.as_json())
        return
    print(_head(answer))
    told = {search.origin.id for case in answer.propositions for search in case.searches}
    for search in (search for search in answer.searches if search.origin.id not in told):
        print(f"searched and not found: {search.said} {search.origin}")
    for case in answer.propositions:
        print()
        print("\n".join([*_about(case), *_lines(case)]))
    if answer.trials_without_line:
        print("\nNo evidence line rests on these trials of it:")
    for trial in answer.trials_without_line:
        print(f"  {trial.said()}")
    for label in answer.labels:
        print(f"\n{'' if label.own else 'of another intervention: '}{label.said()}")
    if unjudged := {out for c in answer.propositions if c.verdict for out in c.verdict.not_judged}:
        print(f"\nThe verdicts do not judge {', or '.join(sorted(unjudged))}.")


def _head(answer: Evidence) -> str:
    what = f"{answer.intervention} for {answer.condition or 'any condition'}"
    what += f", {answer.domain}" if answer.domain else ""
    if answer.propositions:
        number = len(answer.propositions)
        return f"{what}: {number} proposition{'' if number == 1 else 's'}"
    found = "no record" if answer.basis == "no-record" else "no proposition"
    others = f"; there are propositions for {', '.join(answer.elsewhere)}"
    return f"{what}: {found}{others if answer.elsewhere else ''}"


def _about(case: Case) -> Iterator[str]:
    yield f"{case.label} ({case.id})"
    against = f", against {', '.join(case.comparator)}" if case.comparator else ""
    yield f"  {case.intervention}, {case.condition}, {case.domain}: {case.expects}{against}"
    for relation in case.relations:
        yield f"  {relation.kind}: {relation.to}"
    if case.verdict:
        yield from _verdict(case.verdict)
    elif case.lines:
        yield "  verdict: none, as no line from a study in people that stands takes a side"
    for assessment in case.assessments:
        yield from _assessment(assessment)
    if not case.lines:
        yield f"  no evidence line: {case.basis.replace('-', ' ')}"
        yield from (f"    {search.said} {search.origin}" for search in case.searches)
    if case.note:
        yield f"  note: {case.note}"
    for inference in case.extrapolations:
        yield f"  carried over from elsewhere by {inference}, which is no evidence"
    for claim in case.claims:
        judged = f"; appraised: {', '.join(claim.appraisals)}" if claim.appraisals else ""
        how = f"{', '.join(claim.hedging) or 'said'}{judged}"
        yield f"  a document says so, which is no evidence: {claim.id} ({how})"


def _lines(case: Case) -> Iterator[str]:
    left_out = {out.line: out.reason for out in case.verdict.left_out} if case.verdict else {}
    for line in case.lines:
        what = [line.trials() or ", ".join(line.documents), line.evidence_kind, line.strength]
        yield f"  {line.direction}, {line.when()}: {', '.join(what)} ({line.id})"
        yield f"    found: {line.found()}"
        if people := line.people():
            yield f"    people: {people}"
        yield f"    why: {line.statement}"
        if line.id in left_out:
            yield f"    not counted: {left_out[line.id]}"
        yield f"    from: {line.origin}"


def _verdict(verdict: Verdict) -> Iterator[str]:
    yield f"  verdict: {verdict.told()}"
    for down in verdict.downgrades:
        yield _downgrade(down)


def _assessment(assessment: Assessment) -> Iterator[str]:
    yield f"  {assessment.by}: {assessment.certainty} certainty ({assessment.id}, {assessment.on})"
    for down in assessment.downgrades:
        yield _downgrade(down)
    agreed = "; ".join(assessment.differs) or f"the rule and {assessment.by} agree"
    yield f"    {agreed}"


def _downgrade(down: Downgrade) -> str:
    return (
        f"    {'two levels' if down.levels == 2 else 'one level'} for {down.factor}: {down.reason}"
    )
