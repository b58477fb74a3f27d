#include "graph/snapshot_file.hpp"

#include <xxhash.h>

#include <filesystem>
#include <new>
#include <vector>

namespace accord::snapshot_file {

struct Hash::State {
  XXH3_state_t* state = XXH3_createState();
  State() {
    if (state == nullptr) throw std::bad_alloc();
    XXH3_64bits_reset(state);
  }
  ~State() { XXH3_freeState(state); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
};

Hash::Hash() : state_(std::make_unique<State>()) {}
Hash::~Hash() = default;

void Hash::add(std::string_view bytes) { XXH3_64bits_update(state_->state, bytes.data(), bytes.size()); }
std::uint64_t Hash::value() const { return XXH3_64bits_digest(state_->state); }

std::optional<std::uint64_t> size_of(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) return std::nullopt;
  return size;
}

File open(const std::string& path) {
  if (!size_of(path)) return nullptr;
  File file(std::fopen(path.c_str(), "rbe"));
  if (file) std::setvbuf(file.get(), nullptr, _IONBF, 0);  // read in large pieces only
  return file;
}

std::optional<Identity> identify(const std::string& path) {
  const File file = open(path);
  if (!file) return std::nullopt;
  Hash hash;
  Identity identity{};
  std::vector<char> buffer(piece_size);
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file.get())) {
    hash.add({buffer.data(), got});
    identity.size += got;
  }
  if (std::ferror(file.get()) != 0) return std::nullopt;
  identity.hash = hash.value();
  return identity;
}

}  // namespace accord::snapshot_file
