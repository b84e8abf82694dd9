"""Every constraint of every shape: a good graph passes, and breaking one thing gives exactly that one result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology.model import MODES, ActorType, EventClass, Issue, Modality, Predicate, TreatyKind
from shapes import Engine, Gate, load_gate, shapes_graph
from tests.shapes.breaches import BREACHES, PREFIXES, Breach, span

SH = "http://www.w3.org/ns/shacl#"
SHAPE = "https://w3id.org/mithaq/shapes#"
RDF_FIRST, RDF_REST = (ox.NamedNode(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}") for name in ("first", "rest"))
TARGETS = {f"{SH}targetClass", f"{SH}targetSubjectsOf", f"{SH}targetObjectsOf", f"{SH}targetNode"}
COMPONENTS = {
    "class": "Class", "datatype": "Datatype", "disjoint": "Disjoint", "in": "In", "maxCount": "MaxCount",
    "maxInclusive": "MaxInclusive", "minCount": "MinCount", "minInclusive": "MinInclusive", "minLength": "MinLength",
    "node": "Node", "nodeKind": "NodeKind", "or": "Or", "pattern": "Pattern",
    "qualifiedMaxCount": "QualifiedMaxCount", "qualifiedMinCount": "QualifiedMinCount", "uniqueLang": "UniqueLang",
}  # fmt: skip
"""The component of each parameter, by local name (SHACL 1.0, appendix A)."""
NO_CONSTRAINT = {"path", "message", "qualifiedValueShape", "property", "sparql", "prefixes", "select"}


def broken(breach: Breach) -> tuple[ox.Quad, ...]:
    store = ox.Store()
    store.load(path=Path(__file__).parent / "good.ttl", format=ox.RdfFormat.TURTLE)
    before = set(store)
    store.update(PREFIXES + breach.update)
    assert set(store) != before
    return tuple(store)


def good() -> tuple[ox.Quad, ...]:
    return tuple(ox.parse(path=Path(__file__).parent / "good.ttl", format=ox.RdfFormat.TURTLE))


def focus_of(breach: Breach) -> ox.NamedNode:
    return ox.NamedNode(
        breach.focus[1:-1] if breach.focus.startswith("<") else f"https://example.org/{breach.focus[1:]}"
    )


@pytest.fixture(scope="module")
def gate() -> Gate:
    return load_gate(engine=Engine.FAST)


@pytest.fixture(scope="module")
def reference() -> Gate:
    return load_gate(engine=Engine.REFERENCE)


class Shapes:
    """The shapes files as sets of statements."""

    def __init__(self) -> None:
        self.triples = shapes_graph()

    def messages(self, subject: ox.NamedNode) -> list[ox.Literal]:
        return [
            triple.object
            for triple in self.triples
            if triple.subject == subject
            and triple.predicate.value == f"{SH}message"
            and isinstance(triple.object, ox.Literal)
        ]

    def members(self, subject: ox.NamedNode, name: str) -> set[str]:
        """The IRIs of a list, by their last part."""
        by_subject = {
            (t.subject, t.predicate): t.object
            for t in self.triples
            if "#first" in t.predicate.value or "#rest" in t.predicate.value or t.subject == subject
        }
        node = by_subject[subject, ox.NamedNode(f"{SH}{name}")]
        found = set()
        while (first := by_subject.get((node, RDF_FIRST))) is not None:
            found.add(first.value.replace("#", "/").rpartition("/")[2])
            node = by_subject[node, RDF_REST]
        return found

    def values(self, subject: ox.NamedNode | ox.BlankNode, name: str) -> list[ox.NamedNode]:
        return [
            triple.object
            for triple in self.triples
            if triple.subject == subject
            and triple.predicate.value == f"{SH}{name}"
            and isinstance(triple.object, ox.NamedNode)
        ]

    def subjects(self) -> list[ox.NamedNode]:
        subjects = {triple.subject for triple in self.triples if isinstance(triple.subject, ox.NamedNode)}
        return sorted(subject for subject in subjects if subject.value.startswith(SHAPE))

    def targeted(self) -> list[ox.NamedNode]:
        found = {triple.subject for triple in self.triples if triple.predicate.value in TARGETS}
        return sorted(subject for subject in found if isinstance(subject, ox.NamedNode))

    def parameters(self, subject: ox.NamedNode) -> Iterator[str]:
        for triple in self.triples:
            name = triple.predicate.value.removeprefix(SH)
            if triple.subject == subject and triple.predicate.value.startswith(SH):
                if triple.predicate.value in TARGETS or name in NO_CONSTRAINT:
                    continue
                assert name in COMPONENTS, f"no breach is known for sh:{name} in {subject.value}"
                yield COMPONENTS[name]

    def constraints(self) -> set[tuple[str, str, str]]:
        found = set()
        for shape in self.targeted():
            name = local(shape)
            for constraint in self.values(shape, "property"):
                found |= {(name, local(constraint), component) for component in self.parameters(constraint)}
            found |= {(name, local(constraint), "SPARQL") for constraint in self.values(shape, "sparql")}
            assert not set(self.parameters(shape)), f"{name} constrains its node itself: use a property shape"
        return found


def local(node: ox.NamedNode) -> str:
    return node.value.removeprefix(SHAPE)


def test_the_good_graph_conforms(gate: Gate, reference: Gate) -> None:
    assert gate.validate(good()).results == ()
    assert reference.validate(good()).results == ()


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_a_breach_gives_exactly_its_result(gate: Gate, breach: Breach) -> None:
    report = gate.validate(broken(breach))
    found = [(local(result.shape), result.component, result.focus_node) for result in report.results]
    assert found == [(breach.constraint, breach.component, focus_of(breach))]
    assert not report.conforms


@pytest.mark.parametrize("shape", sorted({breach.shape for breach in BREACHES}))
def test_the_engines_agree_on_every_breach_of_a_shape(shape: str, tmp_path: Path) -> None:
    # pySHACL takes two seconds for the whole good graph: here it looks at the nodes of one shape.
    others = [target for target in Shapes().targeted() if local(target) != shape]
    kept = [t for t in shapes_graph() if not (t.predicate.value in TARGETS and t.subject in others)]
    (tmp_path / "shapes.ttl").write_bytes(ox.serialize(kept, format=ox.RdfFormat.TURTLE) or b"")
    gates = [load_gate(engine=engine, folder=tmp_path) for engine in Engine]
    for breach in (breach for breach in BREACHES if breach.shape == shape):
        fast, reference = (gate.validate(broken(breach)) for gate in gates)
        assert fast == reference, breach
        assert len(fast.results) == 1, breach


def test_every_constraint_has_a_breach() -> None:
    breached = {(breach.shape, breach.constraint, breach.component) for breach in BREACHES}
    assert breached == Shapes().constraints()


def test_every_message_is_there_in_english_and_arabic() -> None:
    shapes = Shapes()
    arabic = re.compile("[\u0621-\u064a]")
    for shape in shapes.targeted():
        for constraint in (*shapes.values(shape, "property"), *shapes.values(shape, "sparql")):
            messages = {message.language: message.value for message in shapes.messages(constraint)}
            if None in messages:
                messages = dict(zip(("en", "ar"), messages[None].split("\n"), strict=True))
            assert set(messages) == {"en", "ar"}, constraint
            assert arabic.search(messages["ar"]), constraint
            assert not arabic.search(messages["en"]), constraint
            variables = [sorted(re.findall(r"{[?$]\w+}", messages[language])) for language in ("en", "ar")]
            assert variables[0] == variables[1], constraint


def test_a_message_with_a_value_of_many_lines_is_cut_in_the_middle(gate: Gate) -> None:
    breach = Breach(
        "Span", "span-quote", "SPARQL", span(0, 4),
        f'DELETE WHERE {{ {span(0, 4)} oa:exact ?quote }} ; INSERT DATA {{ {span(0, 4)} oa:exact "a\\nb\\n" }}',
    )  # fmt: skip
    (result,) = gate.validate(broken(breach)).results
    assert (
        result.message_en == "The quote is 'a\nb\n', but the text says 'طردت' there: correct the offsets or the quote."
    )
    assert result.message_ar == "الاقتباس «a\nb\n» والنص في هذا الموضع «طردت»: صحّح الموضع أو الاقتباس."


@pytest.mark.parametrize(
    ("shape", "members"),
    [
        ("ActorKind", {kind.value for kind in ActorType}),
        ("InstrumentKind", {kind.value.capitalize() for kind in TreatyKind}),
        ("EventualityKind", {"Event", "ClaimedEvent", "UnrealizedEvent"}),
        ("event-class", {kind.value for kind in EventClass}),
        ("event-mode", {f"{kind.value}-{mode}" for kind, modes in MODES.items() for mode in modes}),
        ("event-modality", {modality.value for modality in Modality}),
        ("dispute-issue", {issue.value for issue in Issue}),
        ("relation-predicate", {predicate.value for predicate in Predicate}),
    ],
)
def test_a_closed_list_is_that_of_the_model(shape: str, members: set[str]) -> None:
    assert Shapes().members(ox.NamedNode(SHAPE + shape), "in") == members


def test_every_kind_of_actor_and_instrument_is_a_target() -> None:
    targets = {
        t.object.value.rpartition("#")[2]
        for t in shapes_graph()
        if t.predicate.value == f"{SH}targetClass" and isinstance(t.object, ox.NamedNode)
    }
    assert {kind.value for kind in ActorType} <= targets
    assert {kind.value.capitalize() for kind in TreatyKind} <= targets


def test_every_part_of_a_shared_shape_bears_load(tmp_path: Path) -> None:
    """Shapes that others refer to give no results of their own; without any part of them, some result changes."""
    shapes = Shapes()
    targeted = set(shapes.targeted())
    listed = {name for shape in targeted for kind in ("property", "sparql") for name in shapes.values(shape, kind)}
    shared = [shape for shape in shapes.subjects() if shape not in targeted | listed]
    parts = [
        t
        for t in shapes.triples
        if t.subject in shared and t.predicate.value.removeprefix(SH) in (*COMPONENTS, "property")
    ]
    assert len(parts) >= 15
    referring = {"Node", "Or", "QualifiedMinCount", "QualifiedMaxCount"}
    graphs = [broken(breach) for breach in BREACHES if breach.component in referring]
    for part in parts:
        rest = [triple for triple in shapes.triples if triple != part]
        (tmp_path / "shapes.ttl").write_bytes(ox.serialize(rest, format=ox.RdfFormat.TURTLE) or b"")
        weak = load_gate(folder=tmp_path)
        assert any(len(weak.validate(graph).results) != 1 for graph in graphs), part
