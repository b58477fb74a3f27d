#pragma once

#include <string>
#include <string_view>

#include "exporters/output.hpp"

namespace accord {

/// One function a grammar. All of them write clean text: bytes that are not UTF-8 leave as U+FFFD, and what no
/// format can hold is left out (C0 controls except TAB and LF, U+FFFE, U+FFFF); CR and CR LF become LF.
/// They copy runs, not characters, and never throw on content.

/// Clean text without further escapes, for interfaces that take strings as they are.
std::string clean_text(std::string_view text);

/// True if the text is clean and the same in every grammar below but that of IRIs: most is.
bool is_plain(std::string_view text);

/// XML 1.0 CharData between tags. Uses one CDATA section where a reader that drops blank pieces (Gephi on the
/// JDK's StAX) would lose a blank between two entities.
void write_xml_text(Output& out, std::string_view text);
/// XML 1.0 AttValue without its double quotes; TAB and LF survive attribute normalisation.
void write_xml_attribute(Output& out, std::string_view text);
/// RFC 8259 string with its quotes.
void write_json_string(Output& out, std::string_view text);
/// DOT double-quoted string with its quotes: LF becomes \n, no escape sequence in the text is taken for one.
void write_dot_string(Output& out, std::string_view text);
/// The same for what Graphviz draws, labels and tooltips: no HTML entity in the text is taken for one.
void write_dot_label(Output& out, std::string_view text);
/// N-Triples and Turtle STRING_LITERAL_QUOTE with its quotes.
void write_string_literal_quote(Output& out, std::string_view text);
/// The characters of an IRI, without brackets: what RFC 3987 does not allow is percent-encoded.
void write_iri(Output& out, std::string_view text);
std::string iri_text(std::string_view text);
/// A number with a point or an exponent, which JSON and Cypher readers take for a real: 2.0, not 2.
void write_real(Output& out, double value);
/// Cypher string literal with its quotes. May write a sum of literals, which stands wherever an expression may.
void write_cypher_string(Output& out, std::string_view text);
/// Cypher symbolic name in back-ticks.
void write_cypher_name(Output& out, std::string_view text);
/// Quoted field for neo4j-admin (RFC 4180): quotes doubled, line breaks kept.
void write_csv_field(Output& out, std::string_view text);
/// The same without the quotes around it, for a field that holds several texts.
void write_csv_field_content(Output& out, std::string_view text);
/// Element of a list in Gephi's own syntax, with its quotes; a backslash takes the next character as it is.
void write_gephi_list_string(Output& out, std::string_view text);
/// Quoted field for Gephi, which takes a backslash for an escape: quotes and backslashes doubled.
void write_gephi_csv_field(Output& out, std::string_view text);
/// SQL identifier in double quotes.
void write_sql_name(Output& out, std::string_view text);
/// SQL string literal in single quotes.
void write_sql_string(Output& out, std::string_view text);

}  // namespace accord
