#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "extract/pattern.hpp"

namespace accord {

/// A value in an action: a captured part, an attribute of it, something the discourse provides, or fixed text.
struct Term {
  enum class Kind : std::uint8_t {
    capture,   ///< who — the mentions or the text of a capture
    attribute, ///< who.org — an attribute of its mentions
    recent,    ///< the:Meeting — the entity of a type that the text speaks of here
    text,      ///< "fixed"
    heading,   ///< heading:Sector — entities of a type in the heading that governs the sentence
    inside,    ///< inside:what:Sector — entities of a type within the words of a capture
  } kind = Kind::text;
  CaptureId capture = 0;
  TypeId type = 0;
  std::string text;  ///< fixed text, or the attribute's name
};

/// Text with parts to fill in: "{series}第{n}次會議". A part is a capture: its canonical form; {n:number} its number,
/// {n:text} what is written, {n:-長} that without its last
/// words, {x.attr} an attribute.
struct Template {
  struct Part {
    std::string text;  ///< fixed text before the capture
    bool has_capture = false;
    CaptureId capture = 0;
    enum class Form : std::uint8_t { canonical, written, shortened, number, attribute } form = Form::canonical;
    std::u32string without;  ///< of a shortened form: the end that is left out, folded
    std::string attribute;
  };
  std::vector<Part> parts;
};

/// make Meeting name "{series}第{n}次會議" key "{series}#{n:number}" date=when
struct MakeAction {
  /// How a mention without a name of its own finds its entity.
  enum class Refers : std::uint8_t {
    nothing,  ///< it has a name
    last,     ///< the entity of the type that the text speaks of: the last of its paragraph, else the most mentioned so far
    subject,  ///< the last one that was a subject
    parties,  ///< the two sides that the document speaks of
    other,    ///< of the two sides, the one that this paragraph is not about: whom its speaker calls you
    suffix,   ///< the last entity whose name ends so
    set,      ///< the members of the last list
    part,     ///< the last entity one of whose words it is: Mr Lee for John Lee; itself if there is none
    near,     ///< the last entity of the type in this sentence or the two before; itself if there is none
    edition,  ///< the entity whose `series` is this mention's `of`; itself if the document has none
  };
  TypeId type = 0;
  std::optional<CaptureId> at;  ///< the part that is the mention; the whole match otherwise
  std::optional<Template> name, key;
  Refers refers = Refers::nothing;
  std::vector<std::pair<std::string, Term>> attributes;
  bool local = false;  ///< the name means something in this document only
  std::optional<CaptureId> members;  ///< the mention stands for these
};

/// date YEAR [MONTH [DAY]]: each a captured number, "doc", "doc-1", "doc+1", "near" or a number.
/// date week W, date week-1 W, date week near W: the day of the week that the part W names, of the document's week, of the
/// one before, or the last one up to the document's date.
struct DateAction {
  struct Part {
    enum class Kind : std::uint8_t { none, capture, document, near, fixed } kind = Kind::none;
    CaptureId capture = 0;
    int offset = 0;  ///< from the document's date, or the fixed number
  };
  Part year, month, day;
  Part week;  ///< document or near; then `day` is the part that names the day
};

/// alias LONG SHORT: in this document the text of one capture stands for the entity of the other.
struct AliasAction {
  CaptureId full = 0, brief = 0;
};

/// say who signed what role=capacity
struct SayAction {
  Term subject, object;
  std::string predicate;
  std::vector<std::pair<std::string, Term>> qualifiers;
};

/// What an example must give: "S | relation | O", with qualifiers behind it, or "TYPE NAME"; see pack_check.hpp.
struct Expectation {
  TextPosition at;
  std::string text;
};

/// A sentence with what it must give, kept beside the rule that it explains.
struct Example {
  TextPosition at;
  std::string text;
  std::vector<Expectation> expectations;  ///< empty for no_match
  bool expected = true;
};

/// One rule of a pack. See docs/rules.md.
struct Rule {
  std::string name;
  TextPosition at;
  int phase = 0;     ///< phases run in order; a phase sees what earlier ones made
  int priority = 0;  ///< of overlapping matches in one phase the higher wins, then the earlier, then the longer
  std::uint8_t kinds = 0x1F;          ///< bits of the BlockKinds it looks at
  std::vector<Pattern> patterns;     ///< alternatives, in order
  std::vector<MakeAction> makes;
  std::vector<DateAction> dates;
  std::vector<AliasAction> aliases;
  std::vector<SayAction> says;
  std::vector<Example> examples;
  bool fact = true;  ///< false: modality words do not bear on it (titles, structures)
};

/// Reads rule files into a list.
class RuleReader {
 public:
  RuleReader(PatternScope& scope, std::vector<Rule>& rules) : scope_(scope), rules_(rules) {}
  void read(const PackFile& file);

 private:
  void read_top(Cursor& line);
  void read_part(Cursor& line);
  MakeAction read_make(Cursor& line);
  DateAction read_date(Cursor& line);
  DateAction::Part read_date_part(Cursor& line);
  AliasAction read_alias(Cursor& line);
  SayAction read_say(Cursor& line);
  Term read_term(Cursor& line);
  Template read_template(Cursor& line);
  CaptureId read_capture(Cursor& line);
  TypeId read_type(Cursor& line);
  void read_kinds(Cursor& line);

  PatternScope& scope_;
  std::vector<Rule>& rules_;
  int phase_ = 0;
  bool in_rule_ = false;
};

}  // namespace accord
