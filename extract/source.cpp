#include "extract/source.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <set>
#include <system_error>
#include <vector>

#include "extract/source_archive.hpp"
#include "extract/source_docx.hpp"
#include "extract/source_encoding.hpp"
#include "extract/source_html.hpp"
#include "extract/source_input.hpp"
#include "extract/source_ndjson.hpp"
#include "extract/source_pdf.hpp"
#include "extract/source_warc.hpp"
#include "extract/unicode.hpp"

namespace accord {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t head_size = std::size_t{64} << 10;  // bytes by which the kind of a source is told

constexpr int deepest_archive = 4;

Error about(const std::string& name, const std::string& message) { return Error(TextPosition{name, 0, 0}, message); }

/// A name with each byte that is not UTF-8 as \xHH.
std::string readable(std::string_view name) {
  std::string out;
  while (const auto bad = find_invalid_utf8(name)) {
    constexpr const char* digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(name[*bad]);
    out.append(name.substr(0, *bad)).append("\\x").append({digits[byte >> 4U], digits[byte & 15U]});
    name.remove_prefix(*bad + 1);
  }
  return out.append(name);
}

/// What is known of some bytes before they are read.
struct Hints {
  Metadata own;         ///< from where they came
  std::string charset;  ///< that a server named
  bool is_html = false;
  int depth = 0;  ///< archives around them
};

/// Thrown through the reading code when the caller wants no more; what the caller threw is kept beside it, so that
/// no handler here takes it for a problem of the document at hand.
struct Stopped {};

/// Reads one source and keeps apart what goes wrong in the source and in the caller.
class Reader {
 public:
  Reader(const SourceOptions& options, const DocumentSink& sink, const OnProblem& on_problem)
      : options_(options), sink_(sink), on_problem_(on_problem) {
    std::error_code missing;
    if (!options.exclude.empty()) excluded_ = fs::canonical(options.exclude, missing);
  }

  void read(const std::string& source) {
    until_stopped([&] { dispatch(source); });
  }

  void read_fetched(const std::string& url, const Fetched& answer) {
    until_stopped([&] { guarded([&] { read_answer(url, answer); }); });
  }

 private:
  void dispatch(const std::string& source) {
    if (source == "-") {
      guarded([&] {
        StandardInput input(options_.bytes_read);
        read_bytes(input, "-", {});
      });
    } else if (is_url(source)) {
      read_url(source);
    } else if (std::error_code ignored; fs::is_directory(source, ignored)) {
      read_folder(source);
    } else {
      read_path(source);
    }
  }

  template <class Step>
  void until_stopped(const Step& step) {
    try {
      step();
    } catch (const Stopped&) {
      std::rethrow_exception(callers_);
    }
  }

  template <class Step>
  void call_out(const Step& step) {
    try {
      step();
    } catch (...) {
      callers_ = std::current_exception();
      throw Stopped();
    }
  }

  void hand_on(Document&& document) {
    call_out([&] { sink_(std::move(document)); });
  }

  void report(const Error& error) {
    call_out([&] { on_problem_(error); });
  }

  /// Runs `step`; an Error in it is a problem of that one document.
  template <class Step>
  void guarded(const Step& step) {
    try {
      step();
    } catch (const Error& error) {
      report(error);
    }
  }

  void read_path(const std::string& path) {
    guarded([&] {
      if (find_invalid_utf8(path))
        throw about(readable(path), "the name of the file is not UTF-8, so nothing can refer to it");
      FileInput input(path, options_.bytes_read);
      read_bytes(input, document_id(path), {});
    });
  }

  void read_url(const std::string& url) {
    guarded([&] { read_answer(url, fetch(url, options_.fetch)); });
  }

  void read_answer(const std::string& url, const Fetched& answer) {
    MemoryInput input(url, answer.body);
    Hints hints{.own = {}, .charset = answer.charset, .is_html = answer.media_type == "text/html"};
    hints.own.url = url;
    read_bytes(input, url, hints);
  }

  void read_bytes(ByteInput& input, const std::string& name, const Hints& hints) {
    const std::string_view head = input.peek(head_size);
    if (name.ends_with(".ndjson") || name.ends_with(".jsonl") || looks_like_ndjson(head)) {
      read_ndjson(
          input, name, options_, [&](Document&& document) { hand_on(std::move(document)); },
          [&](const Error& error) { report(error); });
      return;
    }
    if (looks_like_office(head)) {
      DocxText read = read_docx(input, options_.max_document_size);
      Metadata own = hints.own;
      if (own.title.empty()) own.title = std::move(read.title);
      hand_on(with_metadata(name, std::move(read.text), own));
      return;
    }
    if (looks_like_warc(head)) {
      read_pages(input, name, hints);
      return;
    }
    if (looks_like_archive(head)) {
      read_entries(input, name, hints);
      return;
    }
    if (looks_like_pdf(head)) {
      PdfLimits limits;
      limits.max_text = options_.max_document_size;
      PdfText read = read_pdf(input.read_all(options_.max_document_size), name, limits);
      hand_on(with_metadata(name, std::move(read.text), hints.own, std::move(read.lines)));
      return;
    }
    // What a mark, a flag or a server calls wide characters is full of zero bytes; nothing else is.
    const bool wide = has_wide_mark(head) || !options_.encoding.empty() || !hints.charset.empty();
    if (!wide && head.find('\0') != head.npos) throw about(name, "is not a text: it holds a zero byte");
    read_text(input, name, hints);
  }

  void read_entries(ByteInput& input, const std::string& name, const Hints& hints) {
    if (hints.depth == deepest_archive) throw about(name, "is an archive in too many archives");
    const auto entry = [&](ByteInput& file, const std::string& path) {
      Hints inside = hints;
      ++inside.depth;
      read_bytes(file, path.empty() ? name : name + "/" + path, inside);
    };
    read_archive(input, options_.max_unpacked_size, entry, [&](const Error& error) { report(error); });
  }

  void read_pages(ByteInput& input, const std::string& name, const Hints& hints) {
    if (hints.depth == deepest_archive) throw about(name, "is an archive in too many archives");
    const auto page = [&](const Fetched& answer) {
      Hints inside = hints;
      ++inside.depth;
      inside.charset = answer.charset;
      inside.is_html = answer.media_type == "text/html";
      inside.own.url = answer.url;
      const std::string id = answer.url.empty() ? name : name + "/" + answer.url;
      MemoryInput body(id, answer.body);
      read_bytes(body, id, inside);
    };
    read_warc(input, options_.max_document_size, page, [&](const Error& error) { report(error); });
  }

  void read_text(ByteInput& input, const std::string& name, const Hints& hints) {
    std::string bytes = input.read_all(options_.max_document_size);
    const bool marked_html = hints.is_html || looks_like_html(bytes);
    std::string encoding = options_.encoding.empty() ? hints.charset : options_.encoding;
    if (encoding.empty() && marked_html && !has_wide_mark(bytes)) encoding = html_charset(bytes);
    if (options_.encoding.empty() && !is_known_encoding(encoding)) encoding.clear();
    Decoded decoded = decode(std::move(bytes), encoding, name);
    if (decoded.guessed && options_.on_guess) {
      call_out([&] { options_.on_guess(name, decoded.encoding, decoded.confidence); });
    }
    Metadata own = hints.own;
    if (marked_html || looks_like_html(decoded.text)) {
      Document(name, decoded.text);  // a page that is not UTF-8 is refused with its place
      HtmlPage page = read_html(decoded.text, name);
      decoded.text = std::move(page.text);
      own = merge(own, page.metadata);
    }
    hand_on(with_metadata(name, std::move(decoded.text), own));
  }

  Document with_metadata(const std::string& id, std::string text, const Metadata& own,
                         std::vector<PlacedText> lines = {}) const {
    const Metadata* row = options_.table.find(id);
    const Metadata known = row == nullptr ? own : merge(*row, own);
    return Document(id, std::move(text), merge(options_.metadata, known), std::move(lines));
  }

  void read_folder(const std::string& folder) {
    std::vector<std::string> files;
    std::set<fs::path> open;
    list(folder, open, files);
    if (files.empty()) {
      report(about(folder, "the folder holds no texts"));
      return;
    }
    std::ranges::sort(files);
    for (const std::string& file : files) read_path(file);
  }

  /// Appends the files of a folder and of those below. `open` are the folders being listed, to find loops of links.
  void list(const fs::path& folder, std::set<fs::path>& open, std::vector<std::string>& files) {
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    if (!error && real == excluded_) return;
    if (!error && !open.insert(real).second) {
      report(about(folder.generic_string(), "is a link to a folder that holds it"));
      return;
    }
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      if (entry->path().filename().native().starts_with('.')) continue;
      add(*entry, open, files);
    }
    if (error) report(about(folder.generic_string(), "cannot read the folder: " + error.message()));
    open.erase(real);
  }

  void add(const fs::directory_entry& entry, std::set<fs::path>& open, std::vector<std::string>& files) {
    std::error_code error;
    const fs::file_status status = entry.status(error);
    const std::string name = entry.path().generic_string();
    if (fs::is_directory(status)) {
      list(entry.path(), open, files);
    } else if (fs::is_regular_file(status)) {
      files.push_back(name);
    } else if (status.type() == fs::file_type::not_found) {
      report(about(name, "is a link to nothing"));
    } else if (error) {
      report(about(name, "cannot open: " + error.message()));
    } else {
      report(about(name, "is a pipe, a socket or a device, not a file"));
    }
  }

  const SourceOptions& options_;
  const DocumentSink& sink_;
  const OnProblem& on_problem_;
  std::exception_ptr callers_;
  fs::path excluded_;
};

}  // namespace

std::optional<std::uint64_t> size_of_source(const std::string& source) {
  if (source == "-" || is_url(source)) return std::nullopt;
  const auto size = [](const fs::path& file) {
    std::error_code error;
    const std::uintmax_t bytes = fs::is_regular_file(file, error) ? fs::file_size(file, error) : 0;
    return error ? 0 : static_cast<std::uint64_t>(bytes);
  };
  std::error_code error;
  if (!fs::is_directory(source, error)) return size(source);
  std::uint64_t all = 0;
  fs::recursive_directory_iterator entry(source, fs::directory_options::skip_permission_denied, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry->path().filename().native().starts_with('.')) {
      entry.disable_recursion_pending();
    } else {
      all += size(entry->path());
    }
  }
  return all;
}

std::string document_id(std::string_view source) {
  if (source == "-" || is_url(source)) return std::string(source);
  return fs::path(source).lexically_normal().generic_string();
}

std::string read_file(const std::string& path, std::size_t limit) {
  FileInput input(path);
  return input.read_all(limit);
}

void read_source(const std::string& source, const SourceOptions& options, const DocumentSink& sink,
                 const OnProblem& on_problem) {
  Reader(options, sink, on_problem).read(source);
}

void read_fetched(const std::string& url, const Fetched& answer, const SourceOptions& options, const DocumentSink& sink,
                  const OnProblem& on_problem) {
  Reader(options, sink, on_problem).read_fetched(url, answer);
}

}  // namespace accord
