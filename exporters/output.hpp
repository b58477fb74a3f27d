#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include "exporters/byte_sink.hpp"

namespace accord {

/// Room for bytes, of fixed size, and how much of it is used.
struct OutputBuffer {
  OutputBuffer() = default;
  explicit OutputBuffer(std::size_t size) : capacity(size), bytes(std::make_unique_for_overwrite<char[]>(size)) {}
  std::string_view text() const { return {bytes.get(), used}; }

  std::size_t capacity = 0, used = 0;
  std::unique_ptr<char[]> bytes;
};

/// A buffer in front of a sink, so that small pieces cost little. Nothing reaches the sink's close(): call flush() when
/// the last piece is written.
class Output {
 public:
  explicit Output(ByteSink& sink, OutputBuffer buffer = OutputBuffer(std::size_t{1} << 16))
      : sink_(sink), buffer_(std::move(buffer)) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  Output& operator<<(char c) {
    if (buffer_.used == buffer_.capacity) flush();
    buffer_.bytes[buffer_.used++] = c;
    return *this;
  }

  Output& operator<<(std::string_view bytes) {
    if (bytes.size() > buffer_.capacity - buffer_.used) return write_long(bytes);
    if (!bytes.empty()) std::memcpy(buffer_.bytes.get() + buffer_.used, bytes.data(), bytes.size());
    buffer_.used += bytes.size();
    return *this;
  }

  template <std::unsigned_integral Number>
  requires(!std::same_as<Number, char> && !std::same_as<Number, bool>) Output& operator<<(Number value) {
    return number(value);
  }
  /// The shortest digits that read back to the same number.
  Output& operator<<(double value) { return is_short_decimal(value) ? short_decimal(value) : number(value); }

  void flush() {
    if (buffer_.used != 0) sink_.write(buffer_.text());
    buffer_.used = 0;
  }

  /// Goes on in `next`; gives what is not flushed.
  OutputBuffer exchange(OutputBuffer next) { return std::exchange(buffer_, std::move(next)); }

 private:
  template <class Number>
  Output& number(Number value) {
    char digits[32];
    const std::to_chars_result end = std::to_chars(digits, digits + sizeof digits, value);
    return *this << std::string_view(digits, static_cast<std::size_t>(end.ptr - digits));
  }

  /// Nearly all numbers of a graph: at most six digits behind the point, and few before it. Then these digits are the
  /// shortest, and no exponent is shorter.
  static bool is_short_decimal(double value) {
    return value >= 0.001 && value < 1000 && static_cast<double>(millionths(value)) / 1e6 == value;
  }
  static std::uint32_t millionths(double value) { return static_cast<std::uint32_t>(value * 1e6 + 0.5); }

  Output& short_decimal(double value) {
    const std::uint32_t all = millionths(value);
    *this << all / 1000000;
    std::uint32_t rest = all % 1000000;
    if (rest == 0) return *this;
    char digits[7] = {'.', '0', '0', '0', '0', '0', '0'};
    std::size_t size = sizeof digits;
    for (std::size_t i = size; rest != 0; rest /= 10) digits[--i] = static_cast<char>('0' + rest % 10);
    while (digits[size - 1] == '0') --size;
    return *this << std::string_view(digits, size);
  }

  Output& write_long(std::string_view bytes) {
    flush();
    if (bytes.size() >= buffer_.capacity) {
      sink_.write(bytes);
      return *this;
    }
    return *this << bytes;
  }

  ByteSink& sink_;
  OutputBuffer buffer_;
};

}  // namespace accord
