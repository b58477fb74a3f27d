"""Reads statements into a networkx graph: python3 networkx_graph.py STATEMENTS.ndjson"""

import json
import resource
import sys
import time

import networkx

start = time.perf_counter()
cpu = time.process_time()
graph = networkx.MultiDiGraph()
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        statement = json.loads(line)
        ends = []
        for role in ("subject", "object"):
            entity = statement[role]
            key = (entity["type"], entity["name"])
            if key not in graph:
                graph.add_node(key, name=entity["name"], type=entity["type"])
            ends.append(key)
        graph.add_edge(*ends, predicate=statement["predicate"], qualifiers=statement["qualifiers"], evidence=statement["evidence"])
print(f"networkx\tseconds\t{time.perf_counter() - start:.3f}")
print(f"networkx\tcpu seconds\t{time.process_time() - cpu:.3f}")
print(f"networkx\tpeak MiB\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")
