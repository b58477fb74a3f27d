#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace accord {

enum class Judgement { same, different, unsure };

/// Names an entity for as long as its name and type last: "Person:李偉", or "Person:李偉@甲公司" where several bear the
/// name, with the body, the place or the document that tells it apart.
struct EntityKey {
  std::string type, name, of;

  std::string text() const;
  /// The key without variants of script and width: keys with equal folds name one entity.
  std::string folded() const;
};

/// Throws Error if the text has no type or no name.
EntityKey parse_key(std::string_view text);

/// What a person decided about two entities.
struct Decision {
  Judgement judgement = Judgement::unsure;
  EntityKey a, b;
  std::string who, when, why;
  std::uint32_t line = 0;  ///< in the file; 0: not read from one
  std::string file;        ///< that it was read from
};

/// Lines of a ledger that cannot all be true: a chain of "same" and the "different" that denies it.
struct Contradiction {
  Decision different;
  std::vector<Decision> chain;  ///< from different.a to different.b
};

/// A person's decisions, in the order in which they were made: decisions.tsv, only ever appended to.
/// A line: same|different|unsure, key, key, who, when (ISO 8601), why; between them tabs. Lines that begin with # are
/// notes. A later line about the same two keys replaces an earlier one.
class Ledger {
 public:
  Ledger() = default;
  explicit Ledger(std::vector<Decision> decisions);

  /// An absent file is an empty ledger. Throws Error with file, line and column.
  static Ledger read(const std::string& path);
  /// Several files as one, the later ones further down.
  static Ledger read(const std::vector<std::string>& paths);

  /// Those in force, in the order of their lines.
  const std::vector<Decision>& decisions() const { return decisions_; }

  /// Each "different" that a chain of "same" denies, with the shortest chain.
  std::vector<Contradiction> contradictions() const;

 private:
  std::vector<Decision> decisions_;
};

/// Appends a line and makes sure that it is on the disk. Throws Error if it cannot.
void append_decision(const std::string& path, const Decision& decision);

/// "decisions.tsv:3: …" and the lines that it contradicts.
std::string to_text(const Contradiction& contradiction);
std::string to_json(const std::vector<Contradiction>& contradictions);

std::string_view to_text(Judgement judgement);

}  // namespace accord
