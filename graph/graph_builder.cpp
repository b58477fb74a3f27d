#include "graph/graph_builder.hpp"

#include <algorithm>

#include "extract/error.hpp"
#include "extract/unicode.hpp"
#include "graph/builder_tables.hpp"

namespace accord {

namespace {

using Pairs = std::vector<StatementParts::Pair>;

std::uint64_t hash_of(const Pairs& pairs, std::uint64_t seed) {
  for (const auto& [name, value] : pairs) seed = content_hash(value, content_hash(name, seed));
  return seed;
}

std::uint64_t hash_of(const StatementParts::EntityParts& parts) {
  std::uint64_t hash = content_hash(parts.name, content_hash(parts.type, content_hash(parts.subtype)));
  for (const std::string_view alias : parts.aliases) hash = content_hash(alias, hash);
  return hash_of(parts.attributes, hash ^ parts.aliases.size());
}

Pairs pairs_of(const Attributes& attributes) {
  Pairs pairs;
  for (const auto& [name, value] : attributes) pairs.push_back({name, value});
  return pairs;
}

StatementParts::EntityParts parts_of(const Entity& e) {
  return {e.type, e.subtype, e.name, {e.aliases.begin(), e.aliases.end()}, pairs_of(e.attributes), 0};
}

StatementParts parts_of(const Statement& s) {
  StatementParts parts;
  parts.subject = parts_of(s.subject);
  parts.object = parts_of(s.object);
  parts.predicate = s.predicate;
  parts.qualifiers = pairs_of(s.qualifiers);
  parts.confidence = s.confidence;
  for (const Evidence& e : s.evidence) {
    parts.evidence.push_back({e.document, e.source.date, e.source.url, e.source.title, e.source.publisher, e.span,
                              e.quote, e.rule, e.place, 0});
  }
  parts.set_hashes();
  return parts;
}

void check(const StatementParts& parts) {
  for (const auto* e : {&parts.subject, &parts.object}) {
    if (e->name.empty() || e->type.empty()) throw Error("a statement's entity needs a name and a type");
  }
  if (parts.predicate.empty()) throw Error("a statement needs a predicate");
  if (parts.evidence.empty()) throw Error("a statement needs evidence");
}

}  // namespace

void StatementParts::set_hashes() {
  subject.hash = hash_of(subject);
  object.hash = hash_of(object);
  qualifiers_hash = hash_of(qualifiers, 0);
  for (EvidenceParts& e : evidence) e.source_hash = content_hash(e.document, content_hash(e.title));
}

std::uint32_t GraphBuilder::Impl::entity(Number type, Number key) {
  const std::uint64_t hash = (static_cast<std::uint64_t>(type) << 32U | key) * 0x9E3779B97F4A7C15U;
  const auto same = [&](std::uint32_t i) { return entities[i].type == type && entities[i].key == key; };
  const auto [index, added] = entity_table_.find_or_add(hash, static_cast<std::uint32_t>(entities.size()), same);
  if (added) entities.push_back({type, key});
  return index;
}

bool GraphBuilder::Impl::same_form(std::uint32_t index, const StatementParts::EntityParts& parts) const {
  const Form& form = forms[index];
  const std::uint32_t alias = alias_begin(index), attribute = attribute_begin(index);
  if (form.text != parts.name || pool.text(form.type) != parts.type || pool.text(form.subtype) != parts.subtype ||
      form.alias_end - alias != parts.aliases.size() || form.attribute_end - attribute != parts.attributes.size()) {
    return false;
  }
  for (std::uint32_t i = 0; i != parts.aliases.size(); ++i) {
    if (pool.text(aliases[alias + i]) != parts.aliases[i]) return false;
  }
  for (std::uint32_t i = 0; i != parts.attributes.size(); ++i) {
    const Pair pair = attributes[attribute + i];
    if (pool.text(pair.name) != parts.attributes[i].name || pool.text(pair.value) != parts.attributes[i].value)
      return false;
  }
  return true;
}

namespace {

/// What entities are told apart by: the folded name, and for a name that means something only somewhere (合作備忘錄)
/// also what it is of. The extractor makes its ids from the same text.
std::string key_of(const StatementParts::EntityParts& parts) {
  for (const auto& [name, value] : parts.attributes) {
    if (name == "of") return fold_name(std::string(parts.name) + "\n" + std::string(value));
  }
  return fold_name(parts.name);
}

}  // namespace

std::uint32_t GraphBuilder::Impl::form(const StatementParts::EntityParts& parts) {
  const std::uint32_t next = checked_size(forms.size(), "forms of entities");
  const auto [index, added] =
      form_table_.find_or_add(parts.hash, next, [&](std::uint32_t i) { return same_form(i, parts); });
  if (!added) return index;
  const auto first_alias = static_cast<std::uint32_t>(aliases.size());
  const auto first_attribute = static_cast<std::uint32_t>(attributes.size());
  for (const std::string_view alias : parts.aliases) aliases.push_back(pool.intern(alias));
  for (const auto& [name, value] : parts.attributes) attributes.push_back({pool.intern(name), pool.intern(value)});
  const Number type = pool.intern(parts.type);
  const Number name = pool.intern(parts.name);
  forms.push_back({type, pool.intern(parts.subtype), name, entity(type, pool.intern(key_of(parts))), first_alias,
                   checked_size(aliases.size(), "aliases"), first_attribute,
                   checked_size(attributes.size(), "attributes"), pool.text(name)});
  return index;
}

std::uint32_t GraphBuilder::Impl::qualifier_set(const Pairs& pairs, std::uint64_t hash) {
  const auto same = [&](std::uint32_t set) {
    const std::uint32_t begin = set_begin(set);
    if (set_end[set] - begin != pairs.size()) return false;
    for (std::uint32_t i = 0; i != pairs.size(); ++i) {
      const Pair pair = set_members[begin + i];
      if (pool.text(pair.name) != pairs[i].name || pool.text(pair.value) != pairs[i].value) return false;
    }
    return true;
  };
  const auto [set, added] = set_table_.find_or_add(hash, checked_size(set_end.size(), "sets of qualifiers"), same);
  if (!added) return set;
  for (const auto& [name, value] : pairs) set_members.push_back({pool.intern(name), pool.intern(value)});
  set_end.push_back(checked_size(set_members.size(), "qualifiers"));
  return set;
}

std::uint32_t GraphBuilder::Impl::source(const StatementParts::EvidenceParts& parts) {
  const auto same = [&](std::uint32_t i) {
    const Source& s = sources[i];
    return s.document_text == parts.document && s.title_text == parts.title && pool.text(s.date) == parts.date &&
           pool.text(s.url) == parts.url && pool.text(s.publisher) == parts.publisher;
  };
  if (!evidence.empty() && same(evidence.back().source)) return evidence.back().source;
  const auto [index, added] =
      source_table_.find_or_add(parts.source_hash, checked_size(sources.size(), "sources"), same);
  if (added) {
    const Number document = pool.intern(parts.document), title = pool.intern(parts.title);
    sources.push_back({document, pool.intern(parts.date), pool.intern(parts.url), title, pool.intern(parts.publisher),
                       pool.text(document), pool.text(title)});
  }
  return index;
}

void GraphBuilder::Impl::add(const StatementParts& parts) {
  check(parts);
  checked_size(statements.size(), "statements");
  for (const auto& e : parts.evidence) {
    evidence.push_back(
        {source(e), pool.intern(e.rule), e.span, parts.quotes_kept ? e.quote : graph->quotes.copy(e.quote), e.place});
  }
  const std::uint32_t subject = form(parts.subject), object = form(parts.object);
  statements.push_back({subject, object, pool.intern(parts.predicate),
                        qualifier_set(parts.qualifiers, parts.qualifiers_hash), to_millionths(parts.confidence),
                        checked_size(evidence.size(), "pieces of evidence")});
}

namespace {

void fetch_evidence(const StatementParts& parts) {
  for (const auto& e : parts.evidence) fetch_memory(&e, sizeof e);
  fetch_text(parts.subject.name);
  fetch_text(parts.object.name);
}

}  // namespace

void GraphBuilder::Impl::fetch_slots(const StatementParts& parts) const {
  form_table_.fetch(parts.subject.hash);
  form_table_.fetch(parts.object.hash);
  set_table_.fetch(parts.qualifiers_hash);
  for (const auto& e : parts.evidence) {
    source_table_.fetch(e.source_hash);
    for (const std::string_view text : {e.document, e.title}) fetch_text(text);
  }
}

void GraphBuilder::Impl::fetch_rows(const StatementParts& parts) const {
  for (const std::uint64_t hash : {parts.subject.hash, parts.object.hash}) {
    if (const std::uint32_t i = form_table_.guess(hash); i != IndexTable::none) fetch_memory(&forms[i]);
  }
  for (const auto& e : parts.evidence) {
    if (const std::uint32_t i = source_table_.guess(e.source_hash); i != IndexTable::none) fetch_memory(&sources[i]);
  }
}

void GraphBuilder::Impl::fetch_texts(const StatementParts& parts) const {
  for (const std::uint64_t hash : {parts.subject.hash, parts.object.hash}) {
    if (const std::uint32_t i = form_table_.guess(hash); i != IndexTable::none) fetch_memory(forms[i].text.data());
  }
  for (const auto& e : parts.evidence) {
    if (const std::uint32_t i = source_table_.guess(e.source_hash); i != IndexTable::none) {
      fetch_memory(sources[i].document_text.data());
      fetch_memory(sources[i].title_text.data());
    }
  }
}

void GraphBuilder::Impl::add(std::span<const StatementParts> all) {
  constexpr std::size_t ahead = 6;
  for (std::size_t i = 0; i != all.size(); ++i) {
    // The parts come from another thread, so they are not at hand either.
    if (i + 5 * ahead < all.size()) fetch_memory(&all[i + 5 * ahead], sizeof all[0]);
    if (i + 4 * ahead < all.size()) fetch_evidence(all[i + 4 * ahead]);
    if (i + 3 * ahead < all.size()) fetch_slots(all[i + 3 * ahead]);
    if (i + 2 * ahead < all.size()) fetch_rows(all[i + 2 * ahead]);
    if (i + ahead < all.size()) fetch_texts(all[i + ahead]);
    add(all[i]);
  }
}

GraphBuilder::GraphBuilder() : impl_(std::make_unique<Impl>()) {}
GraphBuilder::~GraphBuilder() = default;
GraphBuilder::GraphBuilder(GraphBuilder&&) noexcept = default;
GraphBuilder& GraphBuilder::operator=(GraphBuilder&&) noexcept = default;

void GraphBuilder::add(const Statement& statement) { impl_->add(parts_of(statement)); }

void GraphBuilder::set_ledger(Ledger ledger) { impl_->ledger = std::move(ledger); }

void GraphBuilder::mark_copy(std::string document, std::string original) {
  impl_->copies.insert_or_assign(std::move(document), std::move(original));
}

KnowledgeGraph GraphBuilder::finish() && {
  const std::unique_ptr<Impl> added = std::move(impl_);
  return KnowledgeGraph(assemble(*added));
}

}  // namespace accord
