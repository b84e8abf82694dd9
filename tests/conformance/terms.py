"""Terms, SPARQL result parsing and comparison for the black-box runner.

Terms are plain tuples so they hash and compare:
  ("iri", value) | ("bnode", label) | ("lit", lexical, datatype, lang, direction)
  | ("triple", s, p, o)
"""

# ruff: noqa: B904, B905, C901, E731, E741, N818, PLW2901, RUF005, RUF015, RUF021
# fmt: off
from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
SRX = "{http://www.w3.org/2005/sparql-results#}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ITS_DIR = "{http://www.w3.org/2005/11/its}dir"

INTEGERS = {XSD + n for n in (
    "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
    "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong",
    "unsignedShort", "unsignedByte")}


class ResultError(Exception):
    """The server's (or an expected) result cannot be understood."""


def lit(lex, datatype=None, lang=None, direction=None):
    if lang:
        return ("lit", lex, None, lang.lower(), direction)
    return ("lit", lex, datatype or XSD + "string", None, None)


def canon(term):
    """Value-space form for numbers and booleans; everything else as it is."""
    if term is None:
        return None
    if term[0] == "triple":
        return ("triple",) + tuple(canon(t) for t in term[1:])
    if term[0] != "lit" or term[3]:
        return term
    lex, dt = term[1], term[2]
    try:
        if dt in INTEGERS:
            return ("lit", str(int(lex.strip())), dt, None, None)
        if dt == XSD + "decimal":
            d = Decimal(lex.strip())
            # 15 digits: implementations differ in division precision
            return ("lit", format(d.quantize(Decimal("1e-12")).normalize(), "f"), dt, None, None)
        if dt in (XSD + "double", XSD + "float"):
            s = lex.strip()
            if s in ("INF", "+INF", "-INF", "NaN"):
                return ("lit", s.lstrip("+"), dt, None, None)
            f = float(s)
            return ("lit", format(f, ".6g" if dt.endswith("float") else ".12g"), dt, None, None)
        if dt == XSD + "boolean" and lex.strip() in ("0", "1", "true", "false"):
            return ("lit", "true" if lex.strip() in ("1", "true") else "false", dt, None, None)
    except (ValueError, InvalidOperation):
        pass
    return term


def from_ox(t):
    if isinstance(t, ox.NamedNode):
        return ("iri", t.value)
    if isinstance(t, ox.BlankNode):
        return ("bnode", t.value)
    if isinstance(t, ox.Literal):
        d = getattr(t, "direction", None)
        return lit(t.value, t.datatype.value, t.language, str(d).split(".")[-1].lower() if d else None)
    if isinstance(t, ox.Triple):
        return ("triple", from_ox(t.subject), from_ox(t.predicate), from_ox(t.object))
    raise ResultError(f"unknown term {t!r}")


FORMATS = {
    "ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD,
}
MEDIA = {
    "text/turtle": "ttl", "application/x-turtle": "ttl", "application/n-triples": "nt", "text/plain": "nt",
    "application/rdf+xml": "rdf", "application/trig": "trig", "application/n-quads": "nq",
    "application/ld+json": "jsonld", "application/json": "jsonld", "text/n3": "ttl",
}


def parse_quads(data: bytes, ext: str, base: str | None):
    """-> list of (s, p, o, graph-or-None) tuples"""
    out = []
    for q in ox.parse(input=data, format=FORMATS[ext], base_iri=base, without_named_graphs=False,
                      rename_blank_nodes=False):
        g = None if isinstance(q.graph_name, ox.DefaultGraph) else from_ox(q.graph_name)
        out.append((from_ox(q.subject), from_ox(q.predicate), from_ox(q.object), g))
    return out


# ---------------------------------------------------------------- results
class Solutions:
    def __init__(self, variables, rows, ordered=False):
        self.variables = list(variables)
        self.rows = rows  # list of dict var -> term
        self.ordered = ordered


def _json_term(b):
    k = b.get("type")
    if k == "uri":
        return ("iri", b["value"])
    if k == "bnode":
        return ("bnode", b["value"])
    if k in ("literal", "typed-literal"):
        return lit(b["value"], b.get("datatype"), b.get("xml:lang") or b.get("lang"), b.get("its:dir"))
    if k == "triple":
        v = b["value"]
        g = lambda *ks: next(v[x] for x in ks if x in v)
        return ("triple", _json_term(g("subject", "s")), _json_term(g("predicate", "property", "p")),
                _json_term(g("object", "o")))
    raise ResultError(f"unknown JSON term {b!r}")


def parse_srj(data: bytes):
    try:
        doc = json.loads(data)
    except Exception as e:
        raise ResultError(f"not JSON: {e}")
    if not isinstance(doc, dict) or "head" not in doc:
        raise ResultError("no 'head' in results JSON")
    if "boolean" in doc:
        if not isinstance(doc["boolean"], bool):
            raise ResultError("boolean is not a JSON boolean")
        return doc["boolean"]
    return Solutions(doc["head"].get("vars", []),
                     [{v: _json_term(t) for v, t in b.items()} for b in doc["results"]["bindings"]])


def _xml_term(el):
    tag = el.tag.replace(SRX, "")
    if tag == "uri":
        return ("iri", (el.text or "").strip())
    if tag == "bnode":
        return ("bnode", (el.text or "").strip())
    if tag == "literal":
        return lit(el.text or "", el.get("datatype"), el.get(XML_LANG), el.get(ITS_DIR))
    if tag == "triple":
        part = {c.tag.replace(SRX, ""): c for c in el}
        return ("triple",) + tuple(_xml_term(list(part[n])[0]) for n in ("subject", "predicate", "object"))
    raise ResultError(f"unknown XML term <{tag}>")


def parse_srx(data: bytes):
    try:
        root = ET.fromstring(data)
    except ET.ParseError as e:
        raise ResultError(f"not XML: {e}")
    if root.tag != SRX + "sparql":
        raise ResultError(f"root element is {root.tag}")
    b = root.find(SRX + "boolean")
    if b is not None:
        return (b.text or "").strip() == "true"
    variables = [v.get("name") for v in root.findall(f"{SRX}head/{SRX}variable")]
    rows, order = [], []
    for r in root.findall(f"{SRX}results/{SRX}result"):
        row = {}
        for b in r.findall(SRX + "binding"):
            kids = list(b)
            if kids:
                row[b.get("name")] = _xml_term(kids[0])
        rows.append(row)
        if r.get("index"):
            order.append(int(r.get("index")))
    return Solutions(variables, rows)


def parse_tsv(data: bytes):
    text = data.decode("utf-8")
    lines = text.split("\n")
    if lines and lines[-1].strip("\r") == "":
        lines.pop()
    if not lines:
        raise ResultError("empty TSV")
    variables = [v.strip().lstrip("?$") for v in lines[0].rstrip("\r").split("\t")] if lines[0].strip() else []
    rows = []
    for ln in lines[1:]:
        cells = ln.rstrip("\r").split("\t")
        if len(cells) != max(1, len(variables)):
            raise ResultError(f"TSV row with {len(cells)} cells for {len(variables)} variables")
        row = {}
        for v, c in zip(variables, cells):
            if c == "":
                continue
            nt = f"<urn:s> <urn:p> {c} .".encode()
            row[v] = parse_quads(nt, "ttl", "http://example/")[0][2]
        rows.append(row)
    return Solutions(variables, rows)


def parse_csv(data: bytes):
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    if not rows:
        raise ResultError("empty CSV")
    variables = rows[0]
    out = []
    for r in rows[1:]:
        if not r and len(variables) == 1:
            r = [""]
        if len(r) != len(variables):
            raise ResultError(f"CSV row with {len(r)} cells for {len(variables)} variables")
        out.append(tuple(r))
    return variables, out


def csv_form(term):
    if term is None:
        return ""
    if term[0] == "bnode":
        return "_:"
    return term[1]


def parse_rs_graph(quads):
    """rs:ResultSet vocabulary -> Solutions | bool | None when the graph is no result set"""
    by_s = defaultdict(lambda: defaultdict(list))
    for s, p, o, _ in quads:
        by_s[s][p[1]].append(o)
    roots = [s for s, po in by_s.items() if ("iri", RS + "ResultSet") in po[RDF + "type"]]
    if not roots:
        return None
    po = by_s[roots[0]]
    if po[RS + "boolean"]:
        return po[RS + "boolean"][0][1] in ("true", "1")
    variables = [o[1] for o in po[RS + "resultVariable"]]
    rows = []
    indexed = False
    for sol in po[RS + "solution"]:
        row = {}
        for b in by_s[sol][RS + "binding"]:
            row[by_s[b][RS + "variable"][0][1]] = by_s[b][RS + "value"][0]
        idx = by_s[sol][RS + "index"]
        if idx:
            indexed = True
        rows.append((int(idx[0][1]) if idx else 0, row))
    rows.sort(key=lambda x: x[0])
    return Solutions(variables, [r for _, r in rows], ordered=indexed)


# ------------------------------------------------------------- comparison
def _bnodes(term, acc):
    if term is None:
        return
    if term[0] == "bnode":
        acc.append(term[1])
    elif term[0] == "triple":
        for t in term[1:]:
            _bnodes(t, acc)


def _mask(term):
    if term is None:
        return None
    if term[0] == "bnode":
        return ("bnode",)
    if term[0] == "triple":
        return ("triple",) + tuple(_mask(t) for t in term[1:])
    return term


def _match_term(a, b, fwd, back):
    """Try to unify a (expected) with b (actual); returns list of newly bound labels or None."""
    if a is None or b is None:
        return [] if a is b else None
    if a[0] != b[0]:
        return None
    if a[0] == "bnode":
        if a[1] in fwd:
            return [] if fwd[a[1]] == b[1] else None
        if b[1] in back:
            return None
        fwd[a[1]] = b[1]
        back[b[1]] = a[1]
        return [a[1]]
    if a[0] == "triple":
        new = []
        for x, y in zip(a[1:], b[1:]):
            r = _match_term(x, y, fwd, back)
            if r is None:
                for l in new:
                    back.pop(fwd.pop(l), None)
                return None
            new += r
        return new
    return [] if a == b else None


def _match_row(a, b, fwd, back):
    new = []
    for x, y in zip(a, b):
        r = _match_term(x, y, fwd, back)
        if r is None:
            for l in new:
                back.pop(fwd.pop(l), None)
            return None
        new += r
    return new


class Budget(Exception):
    pass


def rows_isomorphic(exp, act, ordered=False, budget=2_000_000):
    """Multisets (or sequences) of equal-length term tuples equal up to one bnode bijection."""
    if len(exp) != len(act):
        return False
    mask = lambda r: tuple(_mask(t) for t in r)
    if ordered:
        fwd, back = {}, {}
        return all(_match_row(a, b, fwd, back) is not None for a, b in zip(exp, act))
    if Counter(map(mask, exp)) != Counter(map(mask, act)):
        return False
    has = lambda r: any(_bnodes_of(t) for t in r)
    e = [r for r in exp if has(r)]
    if not e:
        return True
    # signature refinement: colour each bnode by the rows it stands in, to prune the search
    ce, ca = _colours(exp), _colours(act)
    if Counter(ce.values()) != Counter(ca.values()):
        return False
    rowkey = lambda r, col: tuple(_colour_term(t, col) for t in r)
    groups = defaultdict(list)
    for r in act:
        if has(r):
            groups[rowkey(r, ca)].append(r)
    e.sort(key=lambda r: (len(groups.get(rowkey(r, ce), ())), repr(rowkey(r, ce))))
    used = {k: [False] * len(v) for k, v in groups.items()}
    fwd, back = {}, {}
    steps = [0]

    def go(i):
        steps[0] += 1
        if steps[0] > budget:
            raise Budget()
        if i == len(e):
            return True
        k = rowkey(e[i], ce)
        for j, cand in enumerate(groups.get(k, ())):
            if used[k][j]:
                continue
            new = _match_row(e[i], cand, fwd, back)
            if new is None:
                continue
            used[k][j] = True
            if go(i + 1):
                return True
            used[k][j] = False
            for l in new:
                back.pop(fwd.pop(l), None)
        return False

    import sys
    sys.setrecursionlimit(max(sys.getrecursionlimit(), len(e) * 2 + 2000))
    return go(0)


def _bnodes_of(t):
    acc = []
    _bnodes(t, acc)
    return acc


def _colour_term(t, col):
    if t is None:
        return None
    if t[0] == "bnode":
        return ("bnode", col[t[1]])
    if t[0] == "triple":
        return ("triple",) + tuple(_colour_term(x, col) for x in t[1:])
    return t


def _colours(rows, rounds=4):
    col = {}
    for r in rows:
        for t in r:
            for b in _bnodes_of(t):
                col[b] = 0
    if not col:
        return col
    for _ in range(rounds):
        acc = defaultdict(list)
        for r in rows:
            key = tuple(_colour_term(t, col) for t in r)
            for pos, t in enumerate(r):
                for b in _bnodes_of(t):
                    acc[b].append(hash((pos, repr(key))))
        col = {b: hash((col[b], tuple(sorted(v)))) for b, v in acc.items()}
    return col


def compare_solutions(exp: Solutions, act: Solutions, lax=False, strict_terms=False):
    """-> None when equal, else a reason"""
    f = (lambda t: t) if strict_terms else canon
    if set(exp.variables) != set(act.variables):
        # an expected file may leave out never-bound variables
        bound = {v for r in exp.rows for v in r}
        if not (bound <= set(act.variables)) or set(act.variables) - set(exp.variables) and exp.variables:
            return f"variables differ: expected {sorted(exp.variables)} got {sorted(act.variables)}"
    names = sorted(set(exp.variables) | set(act.variables))
    e = [tuple(f(r.get(v)) for v in names) for r in exp.rows]
    a = [tuple(f(r.get(v)) for v in names) for r in act.rows]
    if lax:  # REDUCED: same distinct rows, never more than expected without REDUCED
        ok = rows_isomorphic(list(dict.fromkeys(e)), list(dict.fromkeys(a))) and len(a) <= len(e)
        return None if ok else "rows differ (lax cardinality)"
    if rows_isomorphic(e, a, ordered=exp.ordered):
        return None
    return f"rows differ: expected {len(e)} got {len(a)}; e.g. expected {e[:2]} got {a[:2]}"


def compare_quads(exp, act, strict_terms=False):
    f = (lambda t: t) if strict_terms else canon
    e = list({tuple(f(t) for t in q) for q in exp})
    a = list({tuple(f(t) for t in q) for q in act})
    if rows_isomorphic(e, a):
        return None
    return f"graphs differ: expected {len(e)} quads got {len(a)}"
