#pragma once

#include "graph/builder_tables.hpp"
#include "graph/homonyms.hpp"
#include "graph/resolver.hpp"

namespace accord {

/// What was added, as resolution sees it. Both arguments must outlive the result.
ResolverInput resolver_input(const GraphBuilder::Impl& added, const Units& units);

/// An assembled graph, as resolution sees it: each entity is a unit.
ResolverInput resolver_input(const KnowledgeGraph& graph);

}  // namespace accord
