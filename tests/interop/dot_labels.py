"""dot_labels.py FOLDER SVG: the drawing shows every node with the entity's name, cut after 1000 characters."""

import re
import sys
import xml.etree.ElementTree as ElementTree

from expected import Graph, Report

folder, svg = sys.argv[1:]
graph = Graph(folder)
report = Report()
SVG = "{http://www.w3.org/2000/svg}"
shown = {}
for group in ElementTree.parse(svg).getroot().iter(f"{SVG}g"):
    if group.get("class") == "node":
        shown[group.find(f"{SVG}title").text] = [t.text or "" for t in group.iter(f"{SVG}text")]
for id, node in graph.nodes.items():
    # Blanks are drawn as no-break spaces, and a tab as one of them.
    lines = [re.sub(r"\s", " ", line).rstrip() for line in shown.get(id, [])]
    label = node.name if len(node.name) <= 1000 else node.name[:1000] + "…"
    wanted = [re.sub(r"\s", " ", line).rstrip() for line in label.split("\n")]
    report.same(f"label of {id}", lines, wanted)
report.done("labels as in the graph")
