#include <algorithm>
#include <map>
#include <set>

#include "extract/error.hpp"
#include "extract/unicode.hpp"
#include "graph/near_names.hpp"
#include "graph/query.hpp"
#include "graph/query_match.hpp"
#include "graph/relations.hpp"
#include "graph/sorted.hpp"

namespace accord {

namespace {

constexpr StatementIndex no_statement{UINT32_MAX};

/// Takes the smallest pattern that is left, tries each statement that fits, and goes on with the rest.
class Engine {
 public:
  Engine(const KnowledgeGraph& graph, const Query& query, const QueryOptions& options)
      : graph_(graph), query_(query), options_(options), plan_(graph, query, options) {}

  QueryResult run() {
    used_.assign(query_.patterns.size(), no_statement);
    bound_.resize(plan_.slots.size());
    done_.assign(query_.patterns.size(), false);
    solve(query_.patterns.size());
    QueryResult result;
    result.columns = query_.select.empty() ? query_.variables : query_.select;
    for (auto& [cells, statements] : rows_) {
      result.rows.push_back({cells_of(cells), {statements.begin(), statements.end()}});
    }
    result.notes = plan_.notes;
    return result;
  }

 private:
  struct Value {
    EntityIndex entity = no_node;
    std::string_view text;
    bool bound = false;
    friend auto operator<=>(const Value&, const Value&) = default;
  };

  std::vector<QueryCell> cells_of(const std::vector<Value>& values) const {
    std::vector<QueryCell> cells;
    for (const Value& value : values) cells.push_back({value.entity, std::string(value.text)});
    return cells;
  }

  void step() {
    if (++steps_ > options_.max_steps)
      throw Error("the question looks at too many statements; make a pattern narrower");
  }

  /// Position of the pattern to take next: required ones by size, then optional ones as they stand.
  std::size_t choose() const {
    std::size_t best = query_.patterns.size(), least = SIZE_MAX;
    for (std::size_t p = 0; p != query_.patterns.size(); ++p) {
      if (done_[p] || query_.patterns[p].optional) continue;
      const std::size_t size = estimate(p);
      if (best != query_.patterns.size() && size >= least) continue;
      best = p;
      least = size;
    }
    for (std::size_t p = 0; p != query_.patterns.size() && best == query_.patterns.size(); ++p) {
      if (!done_[p]) best = p;
    }
    return best;
  }

  std::size_t ends(std::size_t slot, bool outgoing) const {
    const auto degree = [&](EntityIndex e) { return outgoing ? graph_.outgoing(e).size() : graph_.incoming(e).size(); };
    if (bound_[slot].bound) return bound_[slot].entity == no_node ? 0 : degree(bound_[slot].entity);
    const QuerySlot& what = plan_.slots[slot];
    if (!what.has_domain) return SIZE_MAX;
    std::size_t total = 0;
    for (const EntityIndex e : what.domain) total += degree(e);
    return total;
  }

  std::size_t estimate(std::size_t p) const {
    const PatternPlan& plan = plan_.patterns[p];
    if (query_.patterns[p].only_entity) return bound_[plan.subject].bound ? 1 : graph_.entity_count();
    std::size_t size = std::min({plan.size, ends(plan.subject, true), ends(plan.object, false)});
    if (plan.symmetric) {
      const std::size_t turned = std::min({plan.size, ends(plan.subject, false), ends(plan.object, true)});
      size = size > SIZE_MAX - turned ? SIZE_MAX : size + turned;
    }
    return size;
  }

  void solve(std::size_t left) {
    if (left == 0) return emit();
    const std::size_t p = choose();
    done_[p] = true;
    const std::uint64_t before = matches_;
    if (query_.patterns[p].only_entity) {
      each_entity(plan_.patterns[p].subject, [&] { ++matches_, solve(left - 1); });
    } else {
      match(p, false, left);
      if (plan_.patterns[p].symmetric) match(p, true, left);
    }
    if (query_.patterns[p].optional && matches_ == before) solve(left - 1);
    matches_ = before;
    done_[p] = false;
  }

  /// Statements that may fit pattern `p`, by the cheapest of: subject, object, relation.
  void match(std::size_t p, bool turned, std::size_t left) {
    const PatternPlan& plan = plan_.patterns[p];
    const std::size_t subject = turned ? plan.object : plan.subject, object = turned ? plan.subject : plan.object;
    const std::size_t out = ends(subject, true), in = ends(object, false);
    const auto visit = [&](StatementIndex i) { try_statement(p, i, subject, object, turned, left); };
    if (out <= in && out <= plan.size) {
      each_end(subject, [&](EntityIndex e) { std::ranges::for_each(graph_.outgoing(e), visit); });
    } else if (in <= plan.size) {
      each_end(object, [&](EntityIndex e) { std::ranges::for_each(graph_.incoming(e), visit); });
    } else if (query_.patterns[p].relations.empty()) {
      for (std::uint32_t i = 0; i != graph_.statement_count(); ++i) visit(StatementIndex{i});
    } else {
      for (const std::string_view relation : plan.relations)
        std::ranges::for_each(graph_.with_predicate(relation), visit);
    }
  }

  template <class Visit>
  void each_end(std::size_t slot, Visit visit) {
    if (bound_[slot].bound) {
      if (bound_[slot].entity != no_node) visit(bound_[slot].entity);
    } else {
      for (const EntityIndex e : plan_.slots[slot].domain) visit(e);
    }
  }

  template <class Next>
  void each_entity(std::size_t slot, Next next) {
    if (bound_[slot].bound) {
      if (fits(slot, bound_[slot].entity)) next();
      return;
    }
    for (std::uint32_t i = 0; i != graph_.entity_count(); ++i) {
      step();
      if (!fits(slot, EntityIndex{i})) continue;
      bound_[slot] = {EntityIndex{i}, {}, true};
      next();
      bound_[slot] = {};
    }
  }

  bool fits(std::size_t slot, EntityIndex e) const { return e != no_node && plan_.slots[slot].accepts(graph_, e); }

  void try_statement(std::size_t p, StatementIndex i, std::size_t subject, std::size_t object, bool turned,
                     std::size_t left) {
    step();
    const StatementView s = graph_.statement(i);
    if (turned && (s.subject == s.object || !is_symmetric(s.predicate))) return;
    if (!plan_.patterns[p].accepts(graph_, query_.patterns[p], s)) return;
    bind(subject, s.subject, [&] {
      bind(object, s.object, [&] {
        with_date(p, s, [&] {
          ++matches_;
          used_[p] = i;
          solve(left - 1);
          used_[p] = no_statement;
        });
      });
    });
  }

  template <class Next>
  void bind(std::size_t slot, EntityIndex e, Next next) {
    Value& value = bound_[slot];
    if (value.bound) {
      if (value.entity == e) next();
    } else if (fits(slot, e)) {
      value = {e, {}, true};
      next();
      value = {};
    }
  }

  template <class Next>
  void with_date(std::size_t p, const StatementView& s, Next next) {
    if (query_.patterns[p].date_variable.empty()) return next();
    Value& value = bound_[plan_.patterns[p].date];
    const std::string_view date = date_of(graph_, s);
    if (value.bound && value.entity != no_node) return;
    // A statement without a date says nothing against one: the first date that is known stands.
    if (value.bound && !value.text.empty() && !date.empty() && value.text != date) return;
    const Value before = value;
    value = {no_node, before.text.empty() ? date : before.text, true};
    next();
    value = before;
  }

  void emit() {
    std::vector<Value> cells;
    for (const std::size_t slot : plan_.columns) cells.push_back(bound_[slot]);
    for (Value& cell : cells) cell.bound = false;
    auto& statements = rows_[std::move(cells)];
    for (const StatementIndex i : used_) {
      if (i != no_statement) statements.insert(i);
    }
    if (rows_.size() > options_.max_rows) {
      throw Error("the question has more than " + std::to_string(options_.max_rows) +
                  " answers; make a pattern narrower");
    }
  }

  const KnowledgeGraph& graph_;
  const Query& query_;
  const QueryOptions& options_;
  QueryPlan plan_;
  std::vector<Value> bound_;  ///< of each slot
  std::vector<bool> done_;    ///< of each pattern
  std::vector<StatementIndex> used_;
  std::map<std::vector<Value>, std::set<StatementIndex>> rows_;
  std::size_t steps_ = 0;
  std::uint64_t matches_ = 0;
};

void sort_rows(const KnowledgeGraph& graph, const Query& query, QueryResult& result) {
  const auto place = std::ranges::find(result.columns, query.order_variable);
  const auto first = static_cast<std::size_t>(place - result.columns.begin());
  const auto compare = [&](const QueryCell& a, const QueryCell& b) {
    const int texts = cell_text(graph, a).compare(cell_text(graph, b));
    return texts != 0 ? texts : static_cast<int>(a.entity > b.entity) - static_cast<int>(a.entity < b.entity);
  };
  std::ranges::sort(result.rows, [&](const QueryRow& a, const QueryRow& b) {
    if (place != result.columns.end()) {
      const int order = compare(a.cells[first], b.cells[first]);
      if (order != 0) return query.descending ? order > 0 : order < 0;
    }
    for (std::size_t c = 0; c != a.cells.size(); ++c) {
      if (const int order = compare(a.cells[c], b.cells[c]); order != 0) return order < 0;
    }
    return false;
  });
}

/// One row a value of the count's variable with the number of rows that have it, most first; or one row in all.
QueryResult counted(const Query& query, QueryResult&& from) {
  QueryResult result;
  result.notes = std::move(from.notes);
  if (query.count_variable.empty()) {
    result.columns = {"count"};
    QueryRow row{{{no_node, std::to_string(from.rows.size())}}, {}};
    result.rows.push_back(std::move(row));
    return result;
  }
  const auto column =
      static_cast<std::size_t>(std::ranges::find(from.columns, query.count_variable) - from.columns.begin());
  if (column == from.columns.size())
    throw UsageError("query: ?" + query.count_variable + " is counted but not selected");
  result.columns = {query.count_variable, "count"};
  std::vector<std::size_t> counts;
  std::map<std::pair<EntityIndex, std::string>, std::size_t> place;  // rows come sorted, so places do too
  for (QueryRow& row : from.rows) {
    const QueryCell& cell = row.cells[column];
    const auto [it, added] = place.try_emplace({cell.entity, cell.text}, counts.size());
    if (added) {
      counts.push_back(0);
      result.rows.push_back({{cell}, {}});
    }
    ++counts[it->second];
    auto& statements = result.rows[it->second].statements;
    statements.insert(statements.end(), row.statements.begin(), row.statements.end());
  }
  for (std::size_t r = 0; r != counts.size(); ++r) {
    auto& statements = result.rows[r].statements;
    sort_unique(statements);
    result.rows[r].cells.push_back({no_node, std::to_string(counts[r])});
  }
  if (query.order_variable.empty()) {
    std::ranges::stable_sort(result.rows, std::ranges::greater{},
                             [](const QueryRow& row) { return std::stoull(row.cells[1].text); });
  }
  return result;
}

}  // namespace

QueryResult run_query(const KnowledgeGraph& graph, const Query& query, const QueryOptions& options) {
  QueryResult result = Engine(graph, query, options).run();
  sort_rows(graph, query, result);
  if (query.count) result = counted(query, std::move(result));
  if (query.limit != 0 && result.rows.size() > query.limit) result.rows.resize(query.limit);
  return result;
}

std::string_view cell_text(const KnowledgeGraph& graph, const QueryCell& cell) {
  return cell.entity == no_node ? std::string_view(cell.text) : graph.entity(cell.entity).name;
}

}  // namespace accord
