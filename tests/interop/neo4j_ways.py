"""Every way into Neo4j, on one server: neo4j-admin's CSV, APOC's GraphML (both profiles), n10s' JSON-LD, the Cypher script
and `accord load`. After each, counts, labels, types and all properties are those of graph.ndjson. What promises it runs
twice; a load survives a wrong password and the end of the server half-way."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess

from pyoxigraph import Literal, RdfFormat, parse

from expected import LISTS, Graph, Properties, Report, machine_name
from neo4j_server import PASSWORD, Server

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"


class Ways:
    def __init__(self, folder, server):
        self.folder, self.server = folder, server
        self.graph = Graph(folder)
        self.properties = Properties(self.graph)
        self.counts = [len(self.graph.nodes), len(self.graph.edges)]
        self.report = Report()

    def wipe(self):
        self.server.query("MATCH (n) DETACH DELETE n")

    def compare(self, way, found_in=lambda properties: properties):
        nodes, _ = self.server.query("MATCH (n) RETURN labels(n), properties(n)")
        self.report.same(f"{way}: nodes", len(nodes), self.counts[0])
        for labels, found in nodes:
            node = self.graph.nodes[found["uri"].rsplit("/", 1)[1]]
            self.report.same(f"{way}: labels of {node.id}", sorted(labels), sorted(node.labels))
            self.report.same(f"{way}: {node.id}", found_in(found), self.properties.node(node))
        edges, _ = self.server.query("MATCH (a)-[r]->(b) RETURN a.uri, type(r), b.uri, properties(r)")
        self.report.same(f"{way}: relationships", len(edges), self.counts[1])
        for source, kind, target, found in edges:
            edge = self.graph.edges[found["fact_id"]]
            ends = (source.rsplit("/", 1)[1], kind, target.rsplit("/", 1)[1])
            self.report.same(f"{way}: ends of {edge.id}", ends, (edge.source, machine_name(edge.relation), edge.target))
            self.report.same(f"{way}: {edge.id}", found_in(found), self.properties.edge(edge, found["label"]))

    def apoc(self, profile, found_in):
        shutil.copy(f"{self.folder}/{profile}", f"{self.server.home}/import/{profile}.graphml")
        rows, _ = self.server.query(
            "CALL apoc.import.graphml($file, {readLabels: true, storeNodeIds: true}) YIELD nodes, relationships "
            "RETURN nodes, relationships", file=f"file:///{profile}.graphml")
        self.report.same(f"APOC, {profile}", rows, [self.counts])
        self.compare(f"APOC, {profile}", found_in)
        self.wipe()

    def script(self):
        """As a client does that splits at semicolons at the end of a line."""
        with open(f"{self.folder}/cypher", encoding="utf-8", newline="\n") as script:
            for statement in script.read().split(";\n"):
                if statement:
                    self.server.query(statement)

    def load_command(self, patience="2"):
        return [os.environ["ACCORD"], "load", self.folder, "--neo4j", self.server.url, "--patience", patience]

    def load(self, password=PASSWORD):
        run = subprocess.run(self.load_command(), env=dict(os.environ, NEO4J_PASSWORD=password), capture_output=True,
                             text=True, timeout=300)
        return run.returncode, run.stdout + run.stderr.removeprefix("accord: ").strip()

    def loaded(self, new):
        def count(nodes, relationships):
            return f"{nodes} nodes and {relationships} relationships"

        return 0, f"{count(*self.counts)} are in {self.server.url}; new: {count(*new)}"

    def load_from_terminal(self, patience="2", comes_back=False):
        """The server dies when the first batch is in; what the load says on the terminal where it showed its progress."""
        terminal, theirs = pty.openpty()
        process = subprocess.Popen(self.load_command(patience), env=dict(os.environ, NEO4J_PASSWORD=PASSWORD), stderr=theirs)
        os.close(theirs)
        shown = b""
        while b" of " not in shown:
            shown += os.read(terminal, 4096)
        process.send_signal(signal.SIGSTOP)
        self.server.kill()
        process.send_signal(signal.SIGCONT)
        if comes_back:
            self.server.start()
        try:
            while chunk := os.read(terminal, 4096):
                shown += chunk
        except OSError:
            pass
        return process.wait(60), shown.decode()

    def n10s(self):
        run = self.server.query
        run("CREATE CONSTRAINT n10s_unique_uri FOR (r:Resource) REQUIRE r.uri IS UNIQUE")
        run("CALL n10s.graphconfig.init({handleVocabUris: 'IGNORE', handleMultival: 'ARRAY', "
            "multivalPropList: ['https://schema.org/alternateName']})")
        shutil.copy(f"{self.folder}/jsonld", f"{self.server.home}/import/graph.jsonld")
        with open(f"{self.folder}/nquads", encoding="utf-8") as lines:
            triples = sum(line.endswith(" .\n") for line in lines)
        for way in ("n10s", "n10s, again"):
            rows, _ = run("CALL n10s.rdf.import.fetch($url, 'JSON-LD', {predicateExclusionList: [$predicate]}) "
                          "YIELD terminationStatus, triplesLoaded, triplesParsed, extraInfo "
                          "RETURN terminationStatus, triplesLoaded, triplesParsed, extraInfo",
                          url=f"file://{self.server.home}/import/graph.jsonld", predicate=RDF + "predicate")
            self.report.same(way, rows, [["OK", triples - len(self.graph.edges), triples, ""]])
            self.compare_resources(way)
        run("DROP CONSTRAINT n10s_unique_uri")
        self.wipe()

    def compare_resources(self, way):
        resources, relationships = resources_of(f"{self.folder}/nquads")
        rows, _ = self.server.query("MATCH (n:Resource) RETURN labels(n), properties(n)")
        self.report.same(f"{way}: resources", len(rows), len(resources))
        for labels, found in rows:
            uri = found.pop("uri")
            wanted_labels, wanted = resources.get(uri, (set(), {}))
            self.report.same(f"{way}: labels of {uri}", sorted(labels), sorted(wanted_labels | {"Resource"}))
            if "alternateName" in found:
                found["alternateName"] = sorted(found["alternateName"])
            self.report.same(f"{way}: {uri}", found, wanted)
        rows, _ = self.server.query("MATCH (a:Resource)-[r]->(b:Resource) RETURN a.uri, type(r), b.uri")
        self.report.same(f"{way}: relationships", sorted(map(tuple, rows)), sorted(relationships))


def resources_of(nquads):
    """What n10s makes of triples: labels and properties of each resource, and relationships."""
    resources, relationships = {}, []
    for quad in parse(path=nquads, format=RdfFormat.N_QUADS):
        predicate = quad.predicate.value
        labels, properties = resources.setdefault(quad.subject.value, (set(), {}))
        if predicate == RDF + "predicate":
            continue
        name = re.split("[#/:]", predicate)[-1]
        if isinstance(quad.object, Literal):
            value = literal(quad.object)
            if name == "alternateName":
                value = sorted(properties.get(name, []) + [value])
            properties[name] = value
        elif predicate == RDF + "type":
            labels.add(re.split("[#/:]", quad.object.value)[-1])
        else:
            relationships.append((quad.subject.value, name, quad.object.value))
            resources.setdefault(quad.object.value, (set(), {}))
    return resources, relationships


def literal(value):
    if value.datatype.value == XSD + "double":
        return float(value.value)
    if value.datatype.value == XSD + "nonNegativeInteger":
        return int(value.value)
    return value.value


def apoc_universal(properties):
    found = dict(properties)
    if "uri" in found and found.get("id") == found["uri"].rsplit("/", 1)[1]:
        del found["id"]
    return found


def apoc_strict(properties):
    """Lists are JSON texts there."""
    return {k: json.loads(v) if k == "aliases" or k in LISTS else v for k, v in apoc_universal(properties).items()}


def check(edition, folder):
    server = Server(edition)
    ways = Ways(folder, server)
    same = ways.report.same
    try:
        server.prepare(folder)
        server.start()
        ways.compare("CSV")
        ways.wipe()
        ways.apoc("graphml", apoc_universal)
        ways.apoc("graphml-strict", apoc_strict)
        ways.n10s()
        ways.script()
        ways.compare("Cypher")
        ways.script()
        ways.compare("Cypher, again")
        ways.wipe()
        same("load", ways.load(), ways.loaded(ways.counts))
        ways.compare("load")
        same("load, again", ways.load(), ways.loaded([0, 0]))
        ways.compare("load, again")
        code, words = ways.load("not the password")
        same("load with a wrong password", (code, "wrong user or password" in words, "not the" in words), (1, True, False))
        if os.path.basename(folder) == "samples":  # is about the server; once an edition is enough
            gone_half_way(ways)
    finally:
        server.stop()
    ways.report.done(f"{ways.counts[0]} nodes, {ways.counts[1]} relationships, by CSV, APOC (two profiles), and twice each "
                     "by n10s, Cypher and load")


def gone_half_way(ways):
    """The load says how far it came, says so again when nobody answers, and is complete when the server is back."""
    same = ways.report.same
    ways.wipe()
    code, words = ways.load_from_terminal()
    done = re.search(r"; (\d+) of (\d+) nodes and relationships are loaded, and loading again completes them", words)
    same("load, the server gone half-way", (code, done is not None, PASSWORD in words), (1, True, False))
    if done:
        same("load, half-way", 0 < int(done[1]) < int(done[2]) == sum(ways.counts), True)
    code, words = ways.load()
    same("load without a server", (code, "connect" in words, PASSWORD in words), (1, True, False))
    ways.server.start()
    same("load, completed", ways.load()[0], 0)
    ways.compare("load, completed")
    ways.wipe()
    code, words = ways.load_from_terminal("120", comes_back=True)
    same("load, the server gone and back", (code, "loading again" in words), (0, False))
    ways.compare("load, the server gone and back")
    without_query_api(ways)


def without_query_api(ways):
    """A server that offers transactions only gets those."""
    ways.server.kill()
    ways.server.configure("server.http_enabled_modules=TRANSACTIONAL_ENDPOINTS")
    ways.server.start()
    ways.wipe()
    code, words = ways.load()
    ways.report.same("load without the Query API", (code, words), ways.loaded(ways.counts))
    ways.compare("load without the Query API")
