#include "extract/pack_file.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "extract/unicode.hpp"

namespace accord {

namespace {

constexpr std::uintmax_t largest_pack_file = 64ULL << 20;

struct EmbeddedFile {
  const char* name;
  const char* text;
};

constexpr EmbeddedFile embedded_files[] = {
#include "embedded_pack.inc"
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.good() && !in.eof()) throw Error(TextPosition{path.string(), 0, 0}, "cannot be read");
  if (const auto bad = find_invalid_utf8(text)) {
    const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*bad), '\n') + 1;
    throw Error(TextPosition{path.string(), static_cast<std::uint32_t>(line), 1}, "is not valid UTF-8");
  }
  return text;
}

bool is_name_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '_' || c == '-' || byte >= 0x80;
}

}  // namespace

std::vector<PackFile> read_pack_folder(const std::string& folder) {
  std::error_code failed;
  std::vector<std::filesystem::path> paths;
  for (std::filesystem::recursive_directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    const std::string extension = it->path().extension().string();
    const bool ours = extension == ".txt" || extension == ".tsv" || extension == ".rules";
    if (ours && it->is_regular_file(failed)) paths.push_back(it->path());
  }
  if (failed) throw Error(TextPosition{folder, 0, 0}, "cannot read the pack: " + failed.message());
  if (paths.empty()) throw Error(TextPosition{folder, 0, 0}, "is no pack: it holds no .txt, .tsv or .rules file");
  std::sort(paths.begin(), paths.end());
  std::vector<PackFile> files;
  for (const auto& path : paths) {
    if (std::filesystem::file_size(path, failed) > largest_pack_file) {
      throw Error(TextPosition{path.string(), 0, 0}, "is larger than 64 MiB");
    }
    files.push_back({path.string(), read_file(path)});
  }
  return files;
}

std::vector<PackFile> built_in_pack_files() {
  std::vector<PackFile> files;
  for (const auto& [name, text] : embedded_files) {
    if (!files.empty() && files.back().name == name) {
      files.back().text += text;  // a long file stands in several rows
    } else {
      files.push_back({name, text});
    }
  }
  return files;
}

void Cursor::skip_space() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
}

bool Cursor::take(std::string_view prefix) {
  if (!starts_with(prefix)) return false;
  at_ += prefix.size();
  return true;
}

std::string_view Cursor::word(std::string_view stops) {
  const std::size_t begin = at_;
  while (at_ < text_.size() && text_[at_] != ' ' && text_[at_] != '\t' && stops.find(text_[at_]) == std::string_view::npos) ++at_;
  return text_.substr(begin, at_ - begin);
}

std::string_view Cursor::name() {
  const std::size_t begin = at_;
  while (at_ < text_.size() && is_name_byte(text_[at_])) ++at_;
  return text_.substr(begin, at_ - begin);
}

std::string_view Cursor::rest() {
  const std::string_view left = text_.substr(at_);
  at_ = text_.size();
  return left;
}

TextPosition Cursor::position() const {
  std::uint32_t column = 1;
  for (const char byte : text_.substr(0, at_)) column += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1 : 0;
  return {file_, line_, column};
}

}  // namespace accord
