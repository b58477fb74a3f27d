#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "extract/document.hpp"
#include "extract/fetch.hpp"
#include "extract/metadata.hpp"

namespace accord {

/// A file of settings (metadata, URLs) may be this large, in bytes.
inline constexpr std::size_t max_table_size = std::size_t{256} << 20;

/// How documents are read.
struct SourceOptions {
  Metadata metadata;    ///< of every document; wins over the table and over what the source says
  MetadataTable table;  ///< wins over what the source says
  std::size_t max_document_size = std::size_t{64} << 20;  ///< bytes of one document's text; larger ones are a problem
  std::uint64_t max_unpacked_size = std::uint64_t{64} << 30;  ///< bytes that may come out of one archive
  std::string encoding;                                       ///< of texts and pages; empty: found out for each
  FetchOptions fetch;
  /// Called for a text whose encoding was guessed: its id, the encoding and the confidence from 0 to 100.
  std::function<void(const std::string& id, const std::string& encoding, int confidence)> on_guess{};
  /// Counts the bytes of files and standard input as they are read, if it is given; read by other threads.
  std::atomic<std::uint64_t>* bytes_read = nullptr;
  std::string exclude;  ///< a folder that is left out where it lies inside a source, such as the output of this run
};

/// Takes the documents of a source, one at a time, in an order that depends on the source only.
using DocumentSink = std::function<void(Document&&)>;

/// Reads a source. What it is, its first bytes tell, not its name:
/// - a file of text is one document, its id the path as given; if it is not UTF-8, its encoding is found out;
/// - a page of HTML is the text of its article, with the date, title and publisher that it names;
/// - a PDF is its text in reading order, a form feed behind each page (read_pdf());
/// - a file of JSON lines {"id","date","title","url","publisher","text","lines"} is one document a line; it is known by its
///   name (.ndjson, .jsonl) or by its first line. Only "text" must be there; a missing id becomes "FILE#LINE";
/// - a Word document is its paragraphs and tables (read_docx());
/// - a web archive (WARC) is the pages in it, "ARCHIVE/URL", as servers answered then;
/// - an archive (zip, tar) is all files in it, "ARCHIVE/path/in/it", whose names do not begin with a dot;
///   what is compressed (gz, bz2, xz, zst) is what comes out;
/// - a folder is all files in it and below, sorted by path, names that begin with a dot left out;
/// - "http://…" and "https://…" is fetched once; its id is the URL;
/// - "-" is standard input.
/// What cannot be read goes to `on_problem`: an Error with file, line and column where they are known. If it returns,
/// reading goes on behind the bad file or line. Memory does not grow with the number of documents.
void read_source(const std::string& source, const SourceOptions& options, const DocumentSink& sink,
                 const OnProblem& on_problem = stop);

/// Reads what was fetched from a URL, as read_source() does with URLs.
void read_fetched(const std::string& url, const Fetched& answer, const SourceOptions& options, const DocumentSink& sink,
                  const OnProblem& on_problem = stop);

/// Appends a document as one line of JSON, as read_source() reads it, without the newline.
void append_document(std::string& out, const Document& document);

/// True if `name` is an encoding that texts can be read in: "big5", "GB2312", "utf-16", …
bool is_known_encoding(const std::string& name);

/// The bytes of the files that a source means, before anything is unpacked; nothing for URLs and standard input.
/// Hidden files do not count, as they are not read. What cannot be looked at counts as empty.
std::optional<std::uint64_t> size_of_source(const std::string& source);

/// The id of the document that a path or URL names: paths in their shortest form with '/', URLs as they are.
std::string document_id(std::string_view source);

/// The bytes of a regular file. Throws Error when it cannot be read or is larger than `limit` bytes.
std::string read_file(const std::string& path, std::size_t limit);

}  // namespace accord
