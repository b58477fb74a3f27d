#include <boost/graph/adjacency_list.hpp>
#include "graph/private.hpp"
