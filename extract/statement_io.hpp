#pragma once

#include <string>
#include <string_view>

#include "extract/statement.hpp"

namespace accord {

/// Appends one line of JSON, without the newline:
/// {"subject":{"id","name","type","aliases":[]},"predicate","object":{…},"qualifiers":{…},
///  "evidence":[{"document","begin","end","quote","rule","page","box":[],"source"}],"confidence"}
/// Optional members (subtype, attributes, page and box, source) are left out when empty. See docs/data-contract.md.
void append_statement(std::string& out, const Statement& statement);

/// Reads one such line. Throws Error at `at` (its column is set to the place of the fault).
/// Unknown members are ignored; strings must be UTF-8 without control of size beyond the line itself.
Statement parse_statement(std::string_view line, TextPosition at);

}  // namespace accord
