// Writes the files of a pack as one C++ table of {name, contents}, sorted by name. A long file has several rows in a row:
// compilers need not take a string literal of more than 65,536 bytes.
// usage: embed_pack FOLDER OUTPUT.inc

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

constexpr std::size_t longest_row = 60000;

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: embed_pack FOLDER OUTPUT.inc\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::ofstream out(argv[2], std::ios::binary);
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::string name = file.lexically_relative(folder).generic_string();
    out << "{\"" << name << "\",\n";
    // Long string literals are not portable; a piece a line is, and the compiler joins them.
    if (text.empty()) out << "\"\"";
    std::size_t in_row = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
      if (in_row + (end - at) > longest_row) {
        out << "},\n{\"" << name << "\",\n";
        in_row = 0;
      }
      in_row += end - at;
      out << "R\"accord_pack(" << text.substr(at, end - at) << ")accord_pack\"\n";
      at = end;
    }
    out << "},\n";
  }
  out.close();
  return out && !files.empty() ? 0 : 1;
}
