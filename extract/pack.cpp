#include "extract/pack.hpp"

#include <xxhash.h>

#include <algorithm>

namespace accord {

namespace {

std::string hash_of(const std::vector<PackFile>& files) {
  std::string all;
  for (const PackFile& file : files) {
    all += file.name.substr(file.name.find_last_of('/') + 1) + '\n' + file.text;
  }
  const std::uint64_t hash = XXH3_64bits(all.data(), all.size());
  std::string digits(16, '0');
  for (std::size_t i = 0; i != 16; ++i) digits[i] = "0123456789abcdef"[hash >> (60 - 4 * i) & 15U];
  return digits;
}

std::shared_ptr<const Pack> compile(std::string name, const std::vector<PackFile>& files) {
  auto pack = std::make_shared<Pack>();
  pack->name = std::move(name);
  pack->hash = hash_of(files);
  const Dictionary& dictionary = Dictionary::built_in();
  const auto is_schema = [](const PackFile& file) { return file.name.ends_with("schema.txt"); };
  if (std::ranges::none_of(files, is_schema)) throw Error(TextPosition{pack->name, 0, 0}, "the pack has no schema.txt");
  for (const PackFile& file : files) {
    if (is_schema(file)) for_each_line(file, [&](const Cursor& line, std::size_t) { pack->schema.read_line(line); });
  }
  for (const PackFile& file : files) {
    if (file.name.ends_with(".txt") && !is_schema(file)) pack->lexicon.read_words(file, dictionary);
  }
  for (const PackFile& file : files) {
    if (file.name.ends_with(".tsv")) pack->lexicon.read_gazetteer(file, pack->schema);
  }
  PatternScope scope{pack->lexicon, pack->schema, dictionary, pack->tests, {}, {""}};
  RuleReader reader(scope, pack->rules);
  for (const PackFile& file : files) {
    if (file.name.ends_with(".rules")) reader.read(file);
  }
  std::ranges::stable_sort(pack->rules, {}, &Rule::phase);
  pack->rule_index = RuleIndex(pack->rules, pack->tests, pack->lexicon);
  pack->capture_names = std::move(scope.captures);
  pack->tokenizer = std::make_unique<const Tokenizer>(pack->lexicon, dictionary);
  return pack;
}

}  // namespace

std::shared_ptr<const Pack> builtin_pack() {
  static const std::shared_ptr<const Pack> pack = compile("cooperation", built_in_pack_files());
  return pack;
}

std::shared_ptr<const Pack> load_pack(const std::string& folder) { return compile(folder, read_pack_folder(folder)); }

}  // namespace accord
