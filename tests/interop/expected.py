"""What every importer must find: the graph as graph.ndjson holds it, with texts cleaned as docs/formats.md says."""

import json
import re
import socket
import sys

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def clean(text):
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def forbid_network():
    """A reader that asks the network for anything fails."""

    def refuse(*_):
        raise OSError("a reader asked for the network")

    socket.socket.connect = refuse
    socket.getaddrinfo = refuse


class Node:
    def __init__(self, record):
        self.id = record["id"]
        self.name = clean(record["name"])
        self.type = clean(record["type"])
        self.subtype = clean(record.get("subtype", ""))
        self.aliases = [clean(a) for a in record["aliases"]]
        self.attributes = {clean(k): clean(v) for k, v in record.get("attributes", {}).items()}
        self.mentions = 0

    @property
    def labels(self):
        return ["Entity", machine_name(self.type)] + ([machine_name(self.subtype)] if self.subtype else [])


class Edge:
    def __init__(self, record):
        self.id = record["id"]
        self.source = record["subject"]
        self.target = record["object"]
        self.relation = clean(record["predicate"])
        self.qualifiers = {clean(k): clean(v) for k, v in record["qualifiers"].items()}
        self.evidence = record["evidence"]
        self.confidence = record["confidence"]

    def texts(self, member):
        """One text a piece of evidence, as the lists of the property graph hold them."""
        if member in ("document", "quote", "rule"):
            return [clean(e[member]) for e in self.evidence]
        if member == "span":
            return [f"{e['begin']}-{e['end']}" for e in self.evidence]
        if member == "page":
            return [str(e.get("page", "")) for e in self.evidence]
        if member == "box":
            return [",".join(map(str, e.get("box", []))) for e in self.evidence]
        return [clean(e.get("source", {}).get(member, "")) for e in self.evidence]


class Graph:
    def __init__(self, folder):
        self.nodes, self.edges = {}, {}
        with open(f"{folder}/graph.ndjson", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                record = json.loads(line)
                if "predicate" in record:
                    self.edges[record["id"]] = Edge(record)
                else:
                    self.nodes[record["id"]] = Node(record)
        for edge in self.edges.values():
            self.nodes[edge.source].mentions += len(edge.evidence)
            self.nodes[edge.target].mentions += len(edge.evidence)


def machine_name(name):
    made = "".join(
        c if re.fullmatch("[A-Za-z0-9_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u3041-\u3094\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3]", c) else "_"
        for c in clean(name)
    )
    return "_" + made if not made or made[0] in "0123456789" else made


LISTS = {"quotes": "quote", "documents": "document", "spans": "span", "pages": "page", "boxes": "box",
         "rules": "rule", "published": "date", "urls": "url", "titles": "title", "publishers": "publisher"}
NODE_COLUMNS = ["label", "name", "kind", "subtype", "uri", "aliases", "mentions"]
EDGE_COLUMNS = ["label", "relation", "weight", "confidence", "fact_id"] + list(LISTS)
RESERVED = ("id labels type timeset source target interval timestamp start end x y z size r g b color colour kind "
            "weight key").split()
BASE = "https://w3id.org/accord/"


def column_names(names, standing):
    """The column of every attribute or qualifier, renamed where its name is taken."""
    taken = [s.lower() for s in standing] + RESERVED
    columns = {}
    for name in sorted(names, key=lambda n: n.encode()):
        made = machine_name(name)
        if made.lower() in taken:
            made = "q_" + made
        stem, i = made, 2
        while made.lower() in taken:
            made, i = f"{stem}_{i}", i + 1
        taken.append(made.lower())
        columns[name] = made
    return columns


class Properties:
    """The property graph: what each node and edge has, absent values left out."""

    def __init__(self, graph):
        self.attributes = column_names({a for n in graph.nodes.values() for a in n.attributes}, NODE_COLUMNS)
        self.qualifiers = column_names({q for e in graph.edges.values() for q in e.qualifiers}, EDGE_COLUMNS)

    def node(self, node):
        values = {"label": node.name, "name": node.name, "kind": node.type, "uri": f"{BASE}entity/{node.id}",
                  "mentions": node.mentions}
        if node.subtype:
            values["subtype"] = node.subtype
        if node.aliases:
            values["aliases"] = node.aliases
        for name, value in node.attributes.items():
            values[self.attributes[name]] = value
        return values

    def edge(self, edge, label):
        values = {"label": label, "relation": edge.relation, "weight": float(max(1, len(edge.evidence))),
                  "confidence": float(edge.confidence), "fact_id": edge.id}
        for column, member in LISTS.items():
            texts = edge.texts(member)
            if any(texts):
                values[column] = texts
        for name, value in edge.qualifiers.items():
            values[self.qualifiers[name]] = value
        return values


class Report:
    """Collects differences; done() ends the check."""

    def __init__(self):
        self.differences = []

    def same(self, what, found, wanted):
        if found != wanted or type(found) is not type(wanted):
            self.differences.append(f"{what}: found {shorten(found)}, wanted {shorten(wanted)}")

    def done(self, summary):
        for difference in self.differences[:20]:
            print(difference)
        if self.differences:
            print(f"{len(self.differences)} differences")
            sys.exit(1)
        print(summary)


def shorten(value):
    text = ascii(value)
    return text if len(text) < 300 else f"{text[:150]} … {text[-100:]} ({len(text)})"
