"""The W3C's SPARQL tests over HTTP, against any service that runs; nothing here imports the service. See README.md."""

# ruff: noqa: B904, B905, C901, E501, E731, E741, F401, I001, N818, PLR0912, PLR0915, RET502, RET503, RUF005, RUF021, RUF059, SIM905, UP031
# fmt: off
from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections import OrderedDict, defaultdict
from urllib.parse import quote, urlsplit, unquote

import httpx
import pyoxigraph as ox

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from terms import (MEDIA, RDF, Budget, ResultError, Solutions, compare_quads, compare_solutions, csv_form,
                   from_ox, parse_csv, parse_quads, parse_rs_graph, parse_srj, parse_srx, parse_tsv)

HERE = os.path.dirname(os.path.abspath(__file__))
SUITE = os.environ.get("SUITE", os.path.join(HERE, "suite"))
ROOT_IRI = "https://w3c.github.io/rdf-tests/"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
HTS = "http://www.w3.org/2011/http-statusCodes#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SD = "http://www.w3.org/ns/sparql-service-description#"
DAWGT = "http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#"

STATUS_NAMES = {"OK": {200}, "Created": {201}, "NoContent": {204}, "NotFound": {404},
                "StatusCode2xx": set(range(200, 300)), "StatusCode3xx": set(range(300, 400)),
                "StatusCode4xx": set(range(400, 500)), "StatusCode5xx": set(range(500, 600))}

QUERY_11 = "aggregates bind bindings cast construct exists functions grouping negation project-expression " \
           "property-path subquery".split()
UPDATE_11 = "add basic-update clear copy delete-data delete-insert delete-where delete drop move update-silent".split()
GROUPS = OrderedDict([
    ("protocol", ["sparql11/protocol"]),
    ("service-description", ["sparql11/service-description"]),
    ("graph-store", ["sparql11/graph-store-protocol/manifest-indirect.ttl",
                     "sparql11/graph-store-protocol/manifest-direct.ttl"]),
    ("results-formats", ["sparql11/csv-tsv-res", "sparql11/json-res"]),
    ("query-1.1-syntax", ["sparql11/syntax-query"]),
    ("query-1.1", ["sparql11/" + d for d in QUERY_11]),
    ("update-1.1-syntax", ["sparql11/syntax-update-1", "sparql11/syntax-update-2"]),
    ("update-1.1", ["sparql11/" + d for d in UPDATE_11]),
    ("query-1.0-syntax", ["sparql10/syntax-sparql%d" % i for i in range(1, 6)]),
    ("query-1.0", ["sparql10/" + d for d in (
        "basic triple-match open-world algebra bnode-coreference optional optional-filter graph dataset "
        "type-promotion cast boolean-effective-value bound expr-builtin expr-ops expr-equals regex i18n "
        "construct ask distinct sort solution-seq reduced").split()]),
    ("sparql-1.2", ["sparql12/" + d for d in (
        "grouping codepoint-escapes syntax-triple-terms-negative syntax-triple-terms-positive eval-triple-terms "
        "expression lang-basedir rdf11 version syntax").split()]),
    ("federation-syntax", ["sparql11/syntax-fed"]),
    ("entailment", ["sparql11/entailment"]),
    ("rdf-1.1-io", ["/rdf/rdf11/rdf-turtle", "/rdf/rdf11/rdf-n-triples", "/rdf/rdf11/rdf-xml"]),
    ("rdf-1.2-io", ["/rdf/rdf12/rdf-turtle/syntax", "/rdf/rdf12/rdf-turtle/eval", "/rdf/rdf12/rdf-n-triples/syntax",
                    "/rdf/rdf12/rdf-xml/eval"]),
])
DEFAULT = [g for g in GROUPS if g not in ("entailment", "federation-syntax", "rdf-1.2-io")]


class Fail(Exception):
    pass


class Skip(Exception):
    pass


# ----------------------------------------------------------- manifest graph
class Manifest:
    """A manifest as a small in-memory graph with list and property access."""

    def __init__(self, rel):
        if not rel.endswith(".ttl"):
            rel += "/manifest.ttl"
        self.rel = rel
        top = "" if rel.startswith("/") else "sparql/"
        rel = rel.lstrip("/")
        self.iri = ROOT_IRI + top + rel
        self.po = defaultdict(lambda: defaultdict(list))
        with open(os.path.join(SUITE, top, rel), "rb") as fh:
            for s, p, o, _ in parse_quads(fh.read(), "ttl", self.iri):
                self.po[s][p[1]].append(o)

    def one(self, s, p):
        v = self.po[s][p] if s in self.po else []
        return v[0] if v else None

    def all(self, s, p):
        return self.po[s][p] if s in self.po else []

    def seq(self, node):
        out = []
        while node and node != ("iri", RDF + "nil"):
            out.append(self.one(node, RDF + "first"))
            node = self.one(node, RDF + "rest")
        return out

    def tests(self):
        for s in list(self.po):
            if ("iri", MF + "Manifest") in self.all(s, RDF + "type"):
                for e in self.all(s, MF + "entries"):
                    yield from self.seq(e)

    def text(self, s, p):
        v = self.one(s, p)
        return v[1] if v else None


def local(iri):
    if not iri.startswith(ROOT_IRI):
        raise Skip(f"file {iri} is outside the suite")
    return os.path.join(SUITE, unquote(iri[len(ROOT_IRI):]))


_cache = {}


def file_quads(iri):
    if iri not in _cache:
        path = local(iri)
        with open(path, "rb") as fh:
            _cache[iri] = parse_quads(fh.read(), path.rsplit(".", 1)[1], iri)
    return _cache[iri]


def nt_term(t):
    if t[0] == "iri":
        return f"<{t[1]}>"
    if t[0] == "bnode":
        return f"_:{t[1]}"
    if t[0] == "triple":
        return "<<( " + " ".join(nt_term(x) for x in t[1:]) + " )>>"
    esc = t[1].replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    out = f'"{esc}"'
    if t[3]:
        return out + "@" + t[3] + (f"--{t[4]}" if t[4] else "")
    return out if t[2].endswith("XMLSchema#string") else f"{out}^^<{t[2]}>"


def triples_nt(quads):
    return "".join(f"{nt_term(s)} {nt_term(p)} {nt_term(o)} .\n" for s, p, o, _ in quads).encode()


# ----------------------------------------------------------------- endpoint
class Endpoint:
    def __init__(self, a):
        base = a.base.rstrip("/")
        absu = lambda u: u if re.match(r"https?://", u) else base + "/" + u.lstrip("/")
        self.query_url = absu(a.query)
        self.update_url = absu(a.update) if a.update != "none" else None
        self.gsp_url = absu(a.gsp) if a.gsp != "none" else None
        hdrs = {"user-agent": "w3c-blackbox/1"}
        for h in a.header or []:
            k, _, v = h.partition(":")
            hdrs[k.strip()] = v.strip()
        self.wheaders = {}
        for h in a.write_header or []:
            k, _, v = h.partition(":")
            self.wheaders[k.strip()] = v.strip()
        self.http = httpx.Client(timeout=a.timeout, headers=hdrs, follow_redirects=False, trust_env=False)
        self.load_mode = a.load
        self.via = a.via
        self.default_union = None
        self.dirty = True
        self.known = set()
        self.requests = 0

    def send(self, method, url, headers=None, content=None, write=False):
        self.requests += 1
        h = dict(headers or {})
        if write:
            h = {**self.wheaders, **h}
        for attempt in (1, 2):  # a server may close an idle kept-alive connection
            try:
                return self.http.request(method, url, headers=h, content=content)
            except (httpx.RemoteProtocolError, httpx.ReadError):
                if attempt == 2:
                    raise
            except httpx.TimeoutException:
                raise Fail(f"timeout on {method} {url}")

    # -- state
    def reset(self):
        if not self.dirty:
            return
        if self.update_url:
            r = self.send("POST", self.update_url, {"content-type": "application/sparql-update"}, b"DROP SILENT ALL",
                          write=True)
            if r.status_code >= 300:
                r = self.send("POST", self.update_url, {"content-type": "application/x-www-form-urlencoded"},
                              b"update=DROP%20SILENT%20ALL", write=True)
            if r.status_code >= 300:
                raise Fail(f"reset failed: {r.status_code} {r.text[:200]}")
        elif self.gsp_url:
            self.send("DELETE", self.gsp_url + "?default", write=True)
            for g in self.known:
                self.send("DELETE", self.gsp_url + "?graph=" + quote(g, safe=""), write=True)
        self.known.clear()
        self.dirty = False

    def put(self, quads, graph=None):
        """Load triples into one graph (replacing it)."""
        if not (self.gsp_url or self.update_url):
            raise Skip("no way to load data")
        self.dirty = True
        if graph:
            self.known.add(graph)
        body = triples_nt(quads)
        if self.load_mode == "update" or not self.gsp_url:
            if not quads:
                return
            text = b"INSERT DATA { " + (b"GRAPH <%s> { %s }" % (graph.encode(), body) if graph else body) + b" }"
            r = self.send("POST", self.update_url, {"content-type": "application/sparql-update"}, text, write=True)
            if r.status_code >= 300:  # some engines stumble over INSERT DATA; the same triples as a template
                text = text.replace(b"INSERT DATA", b"INSERT", 1) + b" WHERE {}"
                r = self.send("POST", self.update_url, {"content-type": "application/sparql-update"}, text, write=True)
        else:
            url = self.gsp_url + ("?graph=" + quote(graph, safe="") if graph else "?default")
            r = self.send("PUT", url, {"content-type": "application/n-triples"}, body, write=True)
        if r.status_code >= 300:
            raise Fail(f"load failed: {r.status_code} {r.text[:200]}")

    def post_query(self, text, accept):
        h = {"accept": accept}
        if self.via == "get":
            return self.send("GET", self.query_url + "?query=" + quote(text, safe=""), h)
        if self.via == "form":
            h["content-type"] = "application/x-www-form-urlencoded"
            return self.send("POST", self.query_url, h, ("query=" + quote(text, safe="")).encode())
        h["content-type"] = "application/sparql-query"
        return self.send("POST", self.query_url, h, text.encode())

    def post_update(self, text):
        self.dirty = True
        return self.send("POST", self.update_url, {"content-type": "application/sparql-update"}, text.encode(),
                         write=True)

    def dump(self):
        r = self.post_query("SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }",
                            "application/sparql-results+json")
        if r.status_code != 200:
            raise Fail(f"dump failed {r.status_code} {r.text[:200]}")
        sol = parse_srj(r.content)
        return [(b["s"], b["p"], b["o"], b.get("g")) for b in sol.rows]


def media(r):
    return r.headers.get("content-type", "").split(";")[0].strip().lower()


def parse_select(r):
    m = media(r)
    if m in ("application/sparql-results+json", "application/json"):
        return parse_srj(r.content)
    if m in ("application/sparql-results+xml", "application/xml", "text/xml"):
        return parse_srx(r.content)
    if m == "text/tab-separated-values":
        return parse_tsv(r.content)
    raise Fail(f"unexpected result media type {m!r}")


def parse_graph(r, base=None):
    m = media(r)
    if m not in MEDIA:
        raise Fail(f"unexpected RDF media type {m!r}")
    try:
        return parse_quads(r.content, MEDIA[m], base)
    except SyntaxError as e:
        raise Fail(f"server sent unparsable {m}: {e}")


# ------------------------------------------------------------------- tests
class Runner:
    def __init__(self, ep, args):
        self.ep, self.args = ep, args

    def run(self, man, t):
        types = {x[1].replace(MF, "").replace(UT, "") for x in man.all(t, RDF + "type")}
        for name, fn in (("ProtocolTest", self.protocol), ("GraphStoreProtocolTest", self.gsp),
                         ("ServiceDescriptionTest", self.service_description),
                         ("QueryEvaluationTest", self.query), ("CSVResultFormatTest", self.query_csv),
                         ("UpdateEvaluationTest", self.update)):
            if name in types:
                return fn(man, t)
        for ty in types:
            if "rdftest#" in ty:
                return self.rdf_io(man, t, ty.rsplit("#", 1)[1])
        for ty in types:
            if "SyntaxTest" in ty:
                return self.syntax(man, t, positive=ty.startswith("Positive"), update="Update" in ty)
        raise Skip(f"unknown type {types}")

    # -- evaluation
    def _query_text(self, iri, inject_base=True):
        with open(local(iri), "rb") as fh:
            text = fh.read().decode("utf-8")
        return f"BASE <{iri}>\n{text}" if inject_base else text

    def _load(self, default, named):
        quads = [q for iri in default for q in self._scoped(iri, len(default))]
        per = defaultdict(list)
        for q in quads:
            per[q[3][1] if q[3] else None].append(q)
        for name, qs in named:
            per[name] += qs
        for g, qs in per.items():
            self.ep.put(qs, g)

    def _scoped(self, iri, n):
        qs = file_quads(iri)
        if n < 2:
            return qs
        tag = "f%x" % (abs(hash(iri)) % 10**8)
        sc = lambda t: ("bnode", t[1] + tag) if t and t[0] == "bnode" else t
        return [tuple(sc(t) for t in q) for q in qs]

    def _dataset(self, man, action):
        default = [d[1] for d in man.all(action, QT + "data") + man.all(action, UT + "data")]
        named = []
        for g in man.all(action, QT + "graphData") + man.all(action, UT + "graphData"):
            if g[0] == "iri":
                named.append((g[1], file_quads(g[1])))
            else:
                f = man.one(g, UT + "graph") or man.one(g, QT + "graph")
                named.append((man.text(g, RDFS + "label") or f[1], file_quads(f[1])))
        return default, named

    def _prepare(self, man, t):
        action = man.one(t, MF + "action")
        if action[0] == "iri":
            return action[1], [], []
        q = man.one(action, QT + "query")
        if man.all(action, QT + "serviceData"):
            raise Skip("needs remote endpoints")
        default, named = self._dataset(man, action)
        return q[1], default, named

    def _run_query(self, man, t, accept):
        q, default, named = self._prepare(man, t)
        text = self._query_text(q)
        if not default and not named:  # dataset described by FROM clauses
            for m in re.finditer(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", text, re.I):
                iri = ox.NamedNode(_resolve(q, m.group(1))).value
                if iri.startswith(ROOT_IRI) and os.path.exists(local(iri)) and iri not in [n for n, _ in named]:
                    named.append((iri, file_quads(iri)))
        self.ep.reset()
        self._load(default, named)
        r = self.ep.post_query(text, accept)
        if r.status_code != 200:
            raise Fail(f"status {r.status_code}: {r.text[:160]!r}")
        return r, q

    def query(self, man, t):
        result = man.one(t, MF + "result")
        ext = result[1].rsplit(".", 1)[1]
        expected = None
        if ext in ("srx", "srj", "tsv"):
            with open(local(result[1]), "rb") as fh:
                expected = {"srx": parse_srx, "srj": parse_srj, "tsv": parse_tsv}[ext](fh.read())
        elif ext == "csv":
            return self.query_csv(man, t)
        else:
            quads = file_quads(result[1])
            expected = parse_rs_graph(quads)
            if expected is None:
                r, q = self._run_query(man, t, "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5")
                why = compare_quads(quads, parse_graph(r), self.args.strict_terms)
                if why:
                    raise Fail(why)
                return
        accept = {"json": "application/sparql-results+json", "xml": "application/sparql-results+xml",
                  "tsv": "text/tab-separated-values"}[self.args.result_format]
        if ext == "tsv":
            accept = "text/tab-separated-values"
        elif ext == "srj" or isinstance(expected, bool) and self.args.result_format == "tsv":
            accept = "application/sparql-results+json"
        r, q = self._run_query(man, t, accept)
        actual = parse_select(r)
        if isinstance(expected, bool) or isinstance(actual, bool):
            if expected is not actual:
                raise Fail(f"expected {expected} got {actual if isinstance(actual, bool) else 'solutions'}")
            return
        lax = ("iri", MF + "LaxCardinality") in man.all(t, MF + "resultCardinality")
        why = compare_solutions(expected, actual, lax, self.args.strict_terms)
        if why:
            raise Fail(why)

    def query_csv(self, man, t):
        result = man.one(t, MF + "result")
        with open(local(result[1]), "rb") as fh:
            raw = fh.read()
        if result[1].endswith(".tsv"):
            return self.query(man, t)
        r, q = self._run_query(man, t, "text/csv")
        if media(r) != "text/csv":
            raise Fail(f"asked for text/csv, got {media(r)!r}")
        ev, er = parse_csv(raw)
        av, ar = parse_csv(r.content)
        if ev != av:
            if sorted(ev) != sorted(av):
                raise Fail(f"CSV header {av} != {ev}")
            order = [av.index(v) for v in ev]  # SELECT * leaves the column order open
            ar = [tuple(row[i] for i in order) for row in ar]
        mask = lambda rows: sorted(tuple(_csv_cell(c) for c in row) for row in rows)
        if mask(er) != mask(ar):
            raise Fail(f"CSV rows differ: expected {er[:3]} got {ar[:3]}")

    def update(self, man, t):
        if not self.ep.update_url:
            raise Skip("no update endpoint")
        action, result = man.one(t, MF + "action"), man.one(t, MF + "result")
        default, named = self._dataset(man, action)
        text = self._query_text(man.one(action, UT + "request")[1])
        self.ep.reset()
        self._load(default, named)
        r = self.ep.post_update(text)
        if r.status_code >= 300:
            raise Fail(f"update status {r.status_code}: {r.text[:160]!r}")
        d, n = self._dataset(man, result) if result and result[0] == "bnode" else ([], [])
        expected = [q for iri in d for q in file_quads(iri)]
        for name, quads in n:
            expected += [(s, p, o, ("iri", name)) for s, p, o, _ in quads]
        why = compare_quads(expected, self.ep.dump(), self.args.strict_terms)
        if why:
            raise Fail(why)

    def syntax(self, man, t, positive, update):
        action = man.one(t, MF + "action")
        if action[0] != "iri":
            action = man.one(action, QT + "query") or man.one(action, UT + "request")
        try:
            text = self._query_text(action[1])
        except UnicodeDecodeError:
            raise Skip("not UTF-8")
        if update and not self.ep.update_url:
            raise Skip("no update endpoint")
        self.ep.reset()
        r = self.ep.post_update(text) if update else self.ep.post_query(text, "*/*")
        if positive:
            # An update may well fail on an empty store (DROP of a missing graph, LOAD of a missing page), a query on
            # an unknown function: 2xx, a 4xx other than 400, or 501 say so.  400 claims a syntax error; 500 a crash
            # (let pass for updates unless --strict-status).
            if r.status_code == 400 or r.status_code == 500 and (not update or self.args.strict_status):
                raise Fail(f"valid input got {r.status_code}: {r.text[:120]!r}")
        elif not 400 <= r.status_code < 500:
            raise Fail(f"invalid input got {r.status_code}")

    # -- parsers and serialisers behind the graph store
    def rdf_io(self, man, t, kind):
        if not self.ep.gsp_url:
            raise Skip("no graph store endpoint")
        iri = man.one(t, MF + "action")[1]
        path = local(iri)
        with open(path, "rb") as fh:
            body = fh.read()
        ctype = {"ttl": "text/turtle", "nt": "application/n-triples", "rdf": "application/rdf+xml"}[path.rsplit(".", 1)[1]]
        if b"version=" in body[:200] and "rdf12" in path:
            ctype += "; version=1.2"
        url = self.ep.gsp_url + "?graph=" + quote(iri, safe="")
        self.ep.reset()
        self.ep.dirty = True
        self.ep.known.add(iri)
        r = self.ep.send("PUT", url, {"content-type": ctype}, body, write=True)
        if "Negative" in kind:
            if not 400 <= r.status_code < 500:
                raise Fail(f"invalid {ctype} got {r.status_code}")
            return
        if r.status_code >= 300:
            raise Fail(f"valid {ctype} got {r.status_code}: {r.text[:120]!r}")
        if "Eval" in kind:
            r = self.ep.send("GET", url, {"accept": "application/n-triples"})
            want = [q[:3] + (None,) for q in file_quads(man.one(t, MF + "result")[1])]
            if r.status_code == 404 and not want:
                return
            why = compare_quads(want, [q[:3] + (None,) for q in parse_graph(r)], self.args.strict_terms)
            if why:
                raise Fail(why)

    # -- HTTP connection tests
    def _requests(self, man, t):
        for conn in man.all(t, MF + "action"):
            for lst in man.all(conn, HT + "requests"):
                yield from man.seq(lst)

    def _decode(self, man, req):
        path = man.text(req, HT + "absolutePath")
        method = man.text(req, HT + "methodName")
        headers = {}
        for lst in man.all(req, HT + "headers"):
            for h in man.seq(lst):
                headers[man.text(h, HT + "fieldName").lower()] = man.text(h, HT + "fieldValue")
        body = None
        b = man.one(req, HT + "body")
        if b:
            enc = man.text(b, CNT + "characterEncoding") or "UTF-8"
            chars = man.text(b, CNT + "chars")
            # headers may be written into the body of multipart examples with bare LF
            body = (chars, enc)
        resp = man.one(req, HT + "resp")
        return method, path, headers, body, resp

    def _check(self, man, resp, r, step):
        ok = set()
        for s in man.all(resp, MF + "expectedStatus"):
            ok |= STATUS_NAMES[s[1].replace(HTS, "")]
        if ok and r.status_code not in ok:
            raise Fail(f"step {step}: status {r.status_code}, expected {_short(ok)}: {r.text[:100]!r}")
        fmt = man.text(resp, MF + "expectedFormat")
        m = media(r)
        if fmt == "boolean" and m not in ("application/sparql-results+xml", "application/sparql-results+json"):
            raise Fail(f"step {step}: {m!r} is no boolean results format")
        if fmt == "tabular" and m not in ("application/sparql-results+xml", "application/sparql-results+json",
                                          "text/csv", "text/tab-separated-values"):
            raise Fail(f"step {step}: {m!r} is no tabular results format")
        if fmt == "RDF" and m not in MEDIA and m != "text/html":
            raise Fail(f"step {step}: {m!r} is no RDF format")
        want = man.text(resp, MF + "expectedBoolean")
        if want is not None and parse_select(r) is not (want in ("true", "1")):
            raise Fail(f"step {step}: expected boolean {want}")

    def protocol(self, man, t):
        self.ep.reset()
        for g in man.all(t, UT + "graphData"):
            self.ep.put(file_quads(man.one(g, UT + "graph")[1]), man.text(g, RDFS + "label"))
        for step, req in enumerate(self._requests(man, t), 1):
            method, path, headers, body, resp = self._decode(man, req)
            raw = body[0].encode(body[1]) if body else None
            text = (body[0] if body else "") + " " + unquote(path)
            ctype = headers.get("content-type", "")
            is_update = "sparql-update" in ctype or ("sparql-query" not in ctype and bool(re.search(
                r"\bupdate=|\busing-(named-)?graph-uri=|^\s*(CLEAR|INSERT|DELETE|DROP|WITH)\b", text)))
            url = self.ep.update_url if is_update else self.ep.query_url
            if url is None:
                raise Skip("no update endpoint")
            assert path.startswith("/sparql/")
            if is_update:
                self.ep.dirty = True
            r = self.ep.send(method, url + path[len("/sparql/"):], headers, raw, write=is_update)
            self._check(man, resp, r, step)

    def gsp(self, man, t):
        if not self.ep.gsp_url:
            raise Skip("no graph store endpoint")
        needs = {x[1].replace(MF, "") for x in man.all(t, MF + "requires")}
        if "DirectGraphIdentification" in needs and not self.args.gsp_direct:
            raise Skip("direct graph identification is not offered (--gsp-direct)")
        if "POSTGraphCreation" in needs and self.args.no_gsp_post_create:
            raise Skip("graph creation by POST is not offered")
        self.ep.reset()
        if not self.ep.update_url or self.args.gsp_direct:
            for p in ("person/1.ttl", "person/2.ttl", "person/4.ttl"):
                self.ep.send("DELETE", self.ep.gsp_url + "/" + p, write=True)
                self.ep.send("DELETE", self.ep.gsp_url + "?graph=" + quote("http://www.example/gsp/" + p, safe=""),
                             write=True)
        self.ep.dirty = True
        location = None
        for step, req in enumerate(self._requests(man, t), 1):
            method, path, headers, body, resp = self._decode(man, req)
            if location:
                path = path.replace("$LOCATION$", quote(location, safe=""))
            url = self.ep.gsp_url + path[len("/gsp"):]
            raw = None
            if body:
                chars = body[0]
                if "multipart" in headers.get("content-type", ""):
                    chars = re.sub(r"\r?\n", "\r\n", "\n".join(l.strip() for l in chars.strip("\n").split("\n")))
                raw = chars.encode(body[1])
            m = re.search(r"[?&]graph=([^&]*)", path)
            if m:
                self.ep.known.add(unquote(m.group(1)))
            r = self.ep.send(method, url, headers, raw, write=method not in ("GET", "HEAD"))
            self._check(man, resp, r, step)
            if man.text(resp, MF + "expectedLocation"):
                location = r.headers.get("location")
                if not location:
                    raise Fail(f"step {step}: no Location header")
                location = str(httpx.URL(url).join(location))
            exp = man.one(resp, HT + "body")
            if exp and method != "HEAD":
                want = parse_quads(man.text(exp, CNT + "chars").encode(), "ttl", "http://www.example/")
                why = compare_quads(want, [q[:3] + (None,) for q in parse_graph(r, "http://www.example/")])
                if why:
                    raise Fail(f"step {step}: {why}")
            if method == "HEAD" and r.status_code == 200:
                if media(r) not in MEDIA:
                    raise Fail(f"step {step}: HEAD content-type {media(r)!r}")
                if r.content:
                    raise Fail(f"step {step}: HEAD with a body")

    def service_description(self, man, t):
        r = self.ep.send("GET", self.ep.query_url, {"accept": "text/turtle, application/n-triples;q=0.9, "
                                                              "application/rdf+xml;q=0.8"})
        if r.status_code != 200:
            raise Fail(f"GET on the endpoint: {r.status_code}")
        quads = parse_graph(r, self.ep.query_url)
        name = t[1].rsplit("#", 1)[1]
        po = defaultdict(lambda: defaultdict(list))
        for s, p, o, _ in quads:
            po[s][p[1]].append(o)
        if name == "has-endpoint-triple":
            ends = {o[1].rstrip("/") for s in po for o in po[s][SD + "endpoint"]}
            if self.ep.query_url.rstrip("/") not in ends:
                raise Fail(f"no sd:endpoint triple for {self.ep.query_url}; has {sorted(ends)}")
        elif name == "conforms-to-schema":
            bad = []
            services = [s for s in po if ("iri", SD + "Service") in po[s][RDF + "type"]]
            if not services:
                bad.append("no sd:Service")
            known = {"supportedLanguage": {"SPARQL10Query", "SPARQL11Query", "SPARQL11Update", "SPARQL12Query",
                                           "SPARQL12Update"},
                     "feature": {"DereferencesURIs", "UnionDefaultGraph", "RequiresDataset", "EmptyGraphs",
                                 "BasicFederatedQuery"}}
            for s in list(po):
                for p in list(po[s]):
                    if not p.startswith(SD):
                        continue
                    n = p[len(SD):]
                    for o in po[s][p]:
                        if n in ("endpoint", "resultFormat", "inputFormat", "supportedLanguage", "feature",
                                 "languageExtension", "extensionFunction", "extensionAggregate",
                                 "defaultEntailmentRegime", "name") and o[0] != "iri":
                            bad.append(f"sd:{n} is no IRI")
                        if n in known and o[1].startswith(SD) and o[1][len(SD):] not in known[n]:
                            bad.append(f"unknown sd:{n} {o[1]}")
                        if n == "namedGraph" and len(po[o][SD + "name"]) != 1:
                            bad.append("named graph without exactly one sd:name")
            for s in services:
                if not po[s][SD + "endpoint"]:
                    bad.append("service without sd:endpoint")
            if bad:
                raise Fail("; ".join(sorted(set(bad))[:4]))
        elif not quads:
            raise Fail("empty RDF")


def _csv_cell(c):
    if c.startswith("_:"):
        return "_:"
    try:
        if re.fullmatch(r"[+-]?\d*\.?\d+([eE][+-]?\d+)?", c):
            return repr(float(c))
    except ValueError:
        pass
    return c


def _resolve(base, ref):
    return str(httpx.URL(base).join(ref)) if not re.match(r"^[a-z][a-z0-9+.-]*:", ref, re.I) else ref


def _short(codes):
    c = sorted(codes)
    return ",".join(map(str, c)) if len(c) < 6 else "/".join(sorted({f"{x // 100}xx" for x in c}))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("base", help="base URL, e.g. http://127.0.0.1:7878")
    ap.add_argument("--query", default="/query", help="query endpoint (path or URL)")
    ap.add_argument("--update", default="/update", help="update endpoint, or 'none'")
    ap.add_argument("--gsp", default="/store", help="graph store endpoint, or 'none'")
    ap.add_argument("--gsp-direct", action="store_true", help="run the direct graph identification tests too")
    ap.add_argument("--no-gsp-post-create", action="store_true")
    ap.add_argument("--load", choices=["gsp", "update"], default="gsp", help="how test data is loaded")
    ap.add_argument("--via", choices=["post", "form", "get"], default="post", help="how queries are sent")
    ap.add_argument("--result-format", choices=["json", "xml", "tsv"], default="json")
    ap.add_argument("--strict-terms", action="store_true", help="compare numbers by lexical form")
    ap.add_argument("--strict-status", action="store_true", help="a 500 on a valid update fails its syntax test too")
    ap.add_argument("--header", action="append", help="'Name: value' on every request")
    ap.add_argument("--write-header", action="append", help="'Name: value' on writes only (token)")
    ap.add_argument("--groups", default=",".join(DEFAULT), help="of: " + ", ".join(GROUPS) + ", or 'all'")
    ap.add_argument("--only", help="regular expression on test IRIs")
    ap.add_argument("--sample", type=int, default=1, metavar="N", help="only every Nth test of a group")
    ap.add_argument("--timeout", type=float, default=20)
    ap.add_argument("--report", help="write a JSON report here")
    ap.add_argument("--xfail", help="file of test IRIs that may fail (one a line, # comments)")
    ap.add_argument("--failures", action="store_true", help="print each failure")
    a = ap.parse_args()
    names = list(GROUPS) if a.groups == "all" else a.groups.split(",")
    bad = [n for n in names if n not in GROUPS]
    if bad:
        ap.error(f"unknown groups {bad}; have {list(GROUPS)}")
    allowed = set()
    if a.xfail:
        with open(a.xfail) as fh:
            allowed = {l.split("#!")[0].strip() for l in fh if l.strip() and not l.startswith("# ")}
    ep = Endpoint(a)
    rn = Runner(ep, a)
    report, unexpected, total = [], [], [0, 0, 0]
    print(f"{'group':24}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for g in names:
        t0 = time.time()
        n = [0, 0, 0]
        place = -1
        for rel in GROUPS[g]:
            man = Manifest(rel)
            for t in man.tests():
                place += 1
                if place % a.sample:
                    continue
                if a.only and not re.search(a.only, t[1]):
                    continue
                if ("iri", DAWGT + "Rejected") in man.all(t, DAWGT + "approval"):
                    continue
                try:
                    rn.run(man, t)
                    st, why = "passed", ""
                except Skip as e:
                    st, why = "skipped", str(e)
                except (Fail, ResultError) as e:
                    st, why = "failed", str(e)
                except Budget:
                    st, why = "failed", "comparison ran over its budget"
                except httpx.HTTPError as e:
                    st, why = "failed", f"{type(e).__name__}: {e}"
                    ep.dirty = True
                except Exception as e:  # the runner's own fault: never silent
                    st, why = "failed", f"RUNNER {type(e).__name__}: {e}"
                n[("passed", "failed", "skipped").index(st)] += 1
                report.append({"group": g, "manifest": rel, "test": t[1], "name": man.text(t, MF + "name"),
                               "status": st, "why": why})
                if st == "failed":
                    if t[1] not in allowed:
                        unexpected.append(t[1])
                    if a.failures:
                        print(f"  FAIL {rel.replace('/manifest.ttl','')} {t[1].rsplit('/',1)[-1]}: {why}")
        print(f"{g:24}{n[0]:>8}{n[1]:>8}{n[2]:>9}{time.time() - t0:>9.1f}", flush=True)
        total = [x + y for x, y in zip(total, n)]
    print(f"{'total':24}{total[0]:>8}{total[1]:>8}{total[2]:>9}   ({ep.requests} requests)")
    if a.report:
        with open(a.report, "w") as fh:
            json.dump({"endpoint": a.base, "total": dict(zip(("passed", "failed", "skipped"), total)),
                       "tests": report}, fh, indent=1, ensure_ascii=False)
    print(f"{total[0]} passed, {total[1]} failed, {total[2]} skipped")
    sys.exit(1 if unexpected else 0)


if __name__ == "__main__":
    main()
