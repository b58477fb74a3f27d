#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "exporters/byte_sink.hpp"

namespace accord {

/// A buffer of fixed size in front of a sink, so that small pieces cost little. Nothing reaches the sink's
/// close(): call flush() when the last piece is written.
class Output {
 public:
  explicit Output(ByteSink& sink) : sink_(sink), buffer_(std::make_unique_for_overwrite<char[]>(capacity)) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  Output& operator<<(char c) {
    if (used_ == capacity) flush();
    buffer_[used_++] = c;
    return *this;
  }

  Output& operator<<(std::string_view bytes) {
    if (bytes.size() > capacity - used_) return write_long(bytes);
    if (!bytes.empty()) std::memcpy(buffer_.get() + used_, bytes.data(), bytes.size());
    used_ += bytes.size();
    return *this;
  }

  template <std::unsigned_integral Number>
  requires(!std::same_as<Number, char> && !std::same_as<Number, bool>) Output& operator<<(Number value) {
    return number(value);
  }
  /// The shortest digits that read back to the same number.
  Output& operator<<(double value) { return number(value); }

  void flush() {
    if (used_ != 0) sink_.write({buffer_.get(), used_});
    used_ = 0;
  }

 private:
  static constexpr std::size_t capacity = std::size_t{1} << 16;

  template <class Number>
  Output& number(Number value) {
    char digits[32];
    const std::to_chars_result end = std::to_chars(digits, digits + sizeof digits, value);
    return *this << std::string_view(digits, static_cast<std::size_t>(end.ptr - digits));
  }

  Output& write_long(std::string_view bytes) {
    flush();
    if (bytes.size() >= capacity) {
      sink_.write(bytes);
      return *this;
    }
    return *this << bytes;
  }

  ByteSink& sink_;
  std::unique_ptr<char[]> buffer_;
  std::size_t used_ = 0;
};

}  // namespace accord
