"""What the reconciliation service answers: its manifest, candidates, suggestions and values of properties.

Field names and rules are those of the Reconciliation Service API 0.2 (W3C Community Group, 2023).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from api.errors import ParameterError
from api.http.negotiation import Languages
from api.models.common import Reference, key_of, local_name
from api.models.reconciliation import (
    ANY_TYPE,
    ExtensionRequest,
    Feature,
    Named,
    PropertyValue,
    ReconciliationCandidate,
    ReconciliationQuery,
    ReconciliationResult,
    Suggestion,
    Suggestions,
)
from extraction.text.normalisation import fold_key
from graph.store import Store
from graph.views import ActorFilter, find_references, search_actors, view_actors
from graph.views.names import NameFinder
from graph.views.reconciliation import Candidate, Property, find_candidates, property_values
from graph.views.values import ActorView
from ontology.model import ActorType
from ontology.terms import DEFAULT_BASE, MITHAQ_NAMESPACE

_SUGGESTED = 10


class Reconciler:
    """Answers in the languages of one request."""

    def __init__(self, store: Store, languages: Languages, base: str, find_rows: NameFinder) -> None:
        self._store = store
        self._find_rows = find_rows
        self._languages = languages
        self._bases = tuple(dict.fromkeys((base, DEFAULT_BASE)))

    def manifest(self, root: str) -> Mapping[str, object]:
        """What the service is and where its parts are.

        Args:
            root: of this service, without a slash at the end.
        """
        here = f"{root}/reconcile"
        suggest = {
            part: {"service_url": here, "service_path": f"/suggest/{part}"} for part in ("entity", "type", "property")
        }
        return {
            "versions": ["0.1", "0.2"],
            "name": "Mithaq: actors of international relations",
            "identifierSpace": f"{DEFAULT_BASE}actor/",
            "schemaSpace": MITHAQ_NAMESPACE,
            "defaultTypes": [self._type(ANY_TYPE).model_dump()],
            "view": {"url": f"{root}/actors/{{{{id}}}}"},
            "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": 420, "height": 260},
            "suggest": suggest,
            "extend": {
                "propose_properties": {"service_url": here, "service_path": "/properties"},
                "property_settings": [],
            },
        }

    def match(self, query: ReconciliationQuery) -> ReconciliationResult:
        """The candidates for a name."""
        kinds = [query.type] if isinstance(query.type, str) else query.type or []
        wanted = ActorFilter(query.query, type=self._class(kinds[0]) if kinds else None)
        values = {Property(told.pid): _texts(told) for told in query.properties if told.pid in set(Property)}
        found = find_candidates(
            self._store, wanted, values=values, limit=query.limit, fold=fold_key, find_rows=self._find_rows
        )
        return ReconciliationResult(result=[self._candidate(candidate) for candidate in found])

    def suggest_actors(self, prefix: str, *, skip: int) -> Suggestions:
        """Actors by the beginning of a name."""
        if not prefix.strip():
            return Suggestions(result=[])
        found = search_actors(
            self._store,
            ActorFilter(prefix),
            after=None,
            limit=skip + _SUGGESTED,
            fold=fold_key,
            find_rows=self._find_rows,
        ).page.views[skip:]
        views, _ = view_actors(self._store, found)
        return Suggestions(
            result=[
                Suggestion(id=key_of(view.reference.iri), name=self._name(view), description=self._describe(view))
                for view in views
            ]
        )

    def suggest_types(self, prefix: str, *, skip: int) -> Suggestions:
        """Types of actors by the beginning of their id or name."""
        return _suggest((self._type(kind) for kind in (ANY_TYPE, *ActorType)), prefix, skip)

    def suggest_properties(self, prefix: str, *, skip: int) -> Suggestions:
        """Properties by the beginning of their id."""
        return _suggest((Named(id=each, name=each) for each in Property), prefix, skip)

    def propose_properties(self, limit: int) -> Mapping[str, object]:
        """What a table of actors can be extended with."""
        properties = [Named(id=each, name=each) for each in Property][:limit]
        return {"limit": limit, "type": ANY_TYPE, "properties": properties}

    def properties(self, request: ExtensionRequest) -> list[Property]:
        """The properties that are wanted.

        Raises:
            ParameterError: there is none of a name.
        """
        return [_property(asked.id) for asked in request.properties]

    def extend(self, request: ExtensionRequest) -> Mapping[str, object]:
        """The values that actors have of some properties; an id that is unknown has none."""
        wanted = self.properties(request)
        iris = {key: self._iris(key) for key in request.ids}
        known = find_references(self._store, {iri for candidates in iris.values() for iri in candidates})
        found = {
            key: next((iri for iri in candidates if known.of(iri).types), None) for key, candidates in iris.items()
        }
        views, _ = view_actors(self._store, tuple({iri for iri in found.values() if iri is not None}))
        by_iri = {view.reference.iri: view for view in views}
        rows = {}
        for key, iri in found.items():
            actor = None if iri is None else by_iri[iri]
            rows[key] = {each.value: [] if actor is None else self._values(actor, each) for each in wanted}
        return {"meta": [Named(id=each, name=each) for each in wanted], "rows": rows}

    def _values(self, actor: ActorView, property_: Property) -> list[Mapping[str, str]]:
        others = {other.iri: other for other in actor.relations.get(property_.value, ())}
        values: list[Mapping[str, str]] = []
        for term in property_values(actor, property_):
            if isinstance(term, ox.NamedNode) and term in others:
                reference = Reference.of(others[term], self._languages)
                values.append({"id": reference.id, "name": reference.label or reference.id})
            else:
                values.append({"str": term.value})
        return values

    def _candidate(self, candidate: Candidate) -> ReconciliationCandidate:
        view = candidate.actor
        features = [
            Feature(id="name", value=candidate.match.name.value),
            Feature(id="name_kind", value=candidate.match.kind),
            Feature(id="name_fit", value=candidate.match.fit.value),
            *(Feature(id=each.value, value=agrees) for each, agrees in candidate.agreed.items()),
        ]
        return ReconciliationCandidate(
            id=key_of(view.reference.iri),
            name=self._name(view),
            description=self._describe(view),
            type=[self._type(local_name(kind)) for kind in view.reference.types],
            score=candidate.score,
            match=candidate.sure,
            features=features,
        )

    def _name(self, view: ActorView) -> str:
        label = self._languages.pick(view.reference.labels)
        return label.value if label else key_of(view.reference.iri)

    def _describe(self, view: ActorView) -> str:
        kinds = (self._type(local_name(kind)).name for kind in view.reference.types)
        countries = Reference.of_all(view.relations.get(Property.COUNTRY.value, ()), self._languages)
        return ", ".join([*kinds, *(country.label or country.id for country in countries)])

    def _type(self, name: str) -> Named:
        class_ = ox.NamedNode(f"{MITHAQ_NAMESPACE}{name}")
        label = self._languages.pick(find_references(self._store, [class_]).of(class_).labels)
        return Named(id=name, name=label.value if label else name)

    def _class(self, name: str) -> ox.NamedNode | None:
        if name == ANY_TYPE:
            return None
        if name not in set(ActorType):
            raise ParameterError("type", f"{name} is no type of actor", allowed=(ANY_TYPE, *ActorType))
        return ox.NamedNode(f"{MITHAQ_NAMESPACE}{name}")

    def _iris(self, key: str) -> list[ox.NamedNode]:
        texts = [key] if "://" in key else [f"{base}actor/{key}" for base in self._bases]
        try:
            return [ox.NamedNode(text) for text in texts]
        except ValueError:
            return []


def _property(name: str) -> Property:
    if name not in set(Property):
        raise ParameterError("extend", f"{name} is no property of actors", allowed=tuple(Property))
    return Property(name)


def _texts(told: PropertyValue) -> tuple[str, ...]:
    values = told.v if isinstance(told.v, list) else [told.v]
    return tuple(
        str(value.get("id", value.get("str", ""))) if isinstance(value, dict) else str(value) for value in values
    )


def _suggest(candidates: Iterable[Named], prefix: str, skip: int) -> Suggestions:
    sought = fold_key(prefix)
    found = [each for each in candidates if any(fold_key(text).startswith(sought) for text in (each.id, each.name))]
    return Suggestions(result=[Suggestion(id=each.id, name=each.name) for each in found[skip : skip + _SUGGESTED]])
