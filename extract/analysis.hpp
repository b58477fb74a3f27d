#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "extract/calendar.hpp"
#include "extract/document.hpp"
#include "extract/entity_table.hpp"
#include "extract/layout.hpp"
#include "extract/mention.hpp"
#include "extract/pack.hpp"

namespace accord {

/// A match of a rule whose statements wait until all entities are known.
struct PendingMatch {
  const Rule* rule = nullptr;
  std::uint32_t sentence = 0;
  Match match;
};

/// Matches in the order in which they were found, kept in little memory: a text made for it has millions.
class PendingMatches {
 public:
  void add(const Rule& rule, std::uint32_t sentence, const Match& match) {
    entries_.push_back({&rule, sentence, match.begin, match.end, static_cast<std::uint32_t>(captures_.size())});
    captures_.insert(captures_.end(), match.captures.begin(), match.captures.end());
  }
  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  const Rule& rule(std::size_t index) const { return *entries_[index].rule; }
  std::uint32_t sentence(std::size_t index) const { return entries_[index].sentence; }
  PendingMatch operator[](std::size_t index) const {
    const Entry& entry = entries_[index];
    const std::size_t end = index + 1 == entries_.size() ? captures_.size() : entries_[index + 1].first_capture;
    const auto at = [&](std::size_t capture) { return captures_.begin() + static_cast<std::ptrdiff_t>(capture); };
    return {entry.rule, entry.sentence, {entry.begin, entry.end, {at(entry.first_capture), at(end)}}};
  }

 private:
  struct Entry {
    const Rule* rule;
    std::uint32_t sentence, begin, end, first_capture;
  };
  std::deque<Entry> entries_;  // growing takes no second copy
  std::deque<Capture> captures_;
};

/// What the rules found in a document: sentences with mentions, entities, and matches that state something.
class Analysis {
 public:
  /// What is kept of a very long document: all words, for accounts of it, or only those that say something. In shorter
  /// ones all are kept.
  enum class Keep { all_words, what_is_said };

  Analysis(const Pack& pack, const Document& document, Keep keep = Keep::all_words);

  const Pack& pack() const { return pack_; }
  const Document& document() const { return document_; }
  const std::vector<Block>& blocks() const { return blocks_; }
  const std::vector<Sentence>& sentences() const { return sentences_; }
  const EntityTable& entities() const { return entities_; }
  const PendingMatches& pending() const { return pending_; }

  /// Makes sure that a sentence has its words, until the next is asked for. To be called before what follows is asked of
  /// its matches.
  void recall(std::uint32_t sentence);
  /// Entities that a term stands for in a match; empty if there are none.
  std::vector<EntityRef> resolve(const Term& term, const PendingMatch& at);
  /// Text that a term stands for.
  std::string text_of(const Term& term, const PendingMatch& at) const;
  void set_date(EntityRef entity, const std::string& iso) { set_attribute(entities_[entity].attributes, "date", iso); }
  /// The entity that the gazetteer lists under a canonical name, or a new one of that name.
  EntityRef listed(const std::string& name, TypeId top);
  /// The entity of any type that the gazetteer lists so, or no_entity.
  EntityRef listed(const std::string& name);

 private:
  struct Candidate {
    const Rule* rule;
    Match match;
  };
  struct Seen {
    std::uint32_t sentence, token;
    EntityRef entity;
  };
  struct List {
    std::uint32_t sentence;
    std::vector<EntityRef> members;
  };

  using NameCounts = std::map<std::u32string_view, int>;

  void tokenize();
  static void count_names(const Sentence& sentence, std::optional<ClassId> name_after, NameCounts& counts);
  void find_known_names(Sentence& sentence) const;
  void recognize(std::uint32_t index);
  void add_listed_mentions(Sentence& sentence);
  void run_phase(std::uint32_t index);
  void apply(const Rule& rule, std::uint32_t index, const Match& match);
  void make(const Rule& rule, const MakeAction& action, std::uint32_t index, const Match& match);
  void make_date(const Rule& rule, const DateAction& action, std::uint32_t index, const Match& match);
  /// What the document or the gazetteer has under a name, or a new entity.
  EntityRef known(TypeId type, const std::string& name, const std::string& key);
  void refer(Mention& mention, MakeAction::Refers how, std::uint32_t index, const std::string& written, int count);
  /// The first of the last mentions of a type that are looked back over.
  std::size_t reach(TypeId top) const { return seen_[top].size() < farthest_mention ? 0 : seen_[top].size() - farthest_mention; }
  std::uint32_t block_index(const Sentence& sentence) const { return static_cast<std::uint32_t>(sentence.block - blocks_.data()); }
  bool owns(const Sentence& sentence, const Mention& mention) const;
  EntityRef first_of_block(TypeId top, std::uint32_t index) const;
  bool in_block(std::uint32_t index, const Mention& mention) const;
  EntityRef most_mentioned(TypeId top, std::uint32_t index, EntityRef otherwise) const;
  EntityRef bound_entity(std::uint32_t listed_name, const std::string& letter, const Sentence& here);
  void settle();
  void join_short_names();
  void remember(std::uint32_t index);
  void remember_lists(std::uint32_t index, const Match& match);
  std::string fill(const Template& text, const Sentence& sentence, const Match& match);
  std::string fill_part(const Template::Part& part, const Sentence& sentence, const Match& match);
  const Capture* capture(const Match& match, CaptureId name) const;

  const Pack& pack_;
  const Document& document_;
  std::uint32_t recalled_ = Block::none;
  const bool words_again_;  ///< words are found a second time rather than kept: they take forty times their text
  KnownNames known_names_;
  std::optional<PartialDate> date_;
  std::optional<ClassId> possessive_;
  TestResults results_;        ///< of the sentence at hand
  RuleIndex::State possible_;  ///< which rules may match the sentence at hand
  std::vector<Candidate> candidates_;  ///< matches of the phase at hand
  std::vector<Match> matches_;         ///< of the pattern at hand
  std::vector<bool> taken_;            ///< by token: whether a mention of the phase at hand has it
  std::vector<Block> blocks_;
  std::vector<Sentence> sentences_;
  EntityTable entities_;
  PendingMatches pending_;
  std::vector<std::vector<Seen>> seen_;      ///< by top type, in text order: mentions with a name
  std::vector<std::vector<List>> lists_;     ///< by top type
  std::vector<std::uint32_t> block_sentences_;  ///< by block: its first sentence; one more than there are blocks
  std::vector<std::uint32_t> last_sentence_;    ///< by entity: the last sentence remembered that mentions it
  struct Unsettled {
    std::uint32_t sentence, mention;
    MakeAction::Refers how;
    int count;
  };
  std::deque<Unsettled> unsettled_;
};

}  // namespace accord
