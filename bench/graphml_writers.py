"""Times the GraphML writers of igraph (its C core) and networkx: graphml_writers.py igraph|networkx IN.graphml OUT TURNS"""

import resource
import sys
import time

library, source, target, turns = sys.argv[1:]
if library == "igraph":
    import igraph

    graph = igraph.Graph.Read_GraphML(source)

    def write():
        graph.write_graphml(target)
else:
    import networkx

    graph = networkx.read_graphml(source, force_multigraph=True)

    def write():
        networkx.write_graphml(graph, target)


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


for _ in range(int(turns)):
    before, start = cpu(), time.perf_counter()
    write()
    print(f"{library}\tseconds\t{time.perf_counter() - start:.3f}\n{library}\tCPU seconds\t{cpu() - before:.3f}")
