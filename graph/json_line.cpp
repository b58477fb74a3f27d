#include "graph/json_line.hpp"

#include <rapidjson/error/en.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "extract/unicode.hpp"

namespace accord {

namespace {

constexpr std::size_t read_size = std::size_t{1} << 20;
constexpr std::size_t longest_line = std::size_t{1} << 28;
constexpr std::size_t pool_size = std::size_t{1} << 16;
constexpr unsigned parse_flags =
    rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag;

std::FILE* open(const std::string& path) {
  if (path == "-") return stdin;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) throw Error(path + ": cannot be opened: " + std::strerror(errno));
  return file;
}

}  // namespace

LineReader::LineReader(std::string path) : path_(std::move(path)), file_(open(path_)), buffer_(read_size) {}

bool LineReader::refill() {
  if (done_) return false;
  if (begin_ != 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) {
    if (buffer_.size() >= longest_line) throw Error({path_, line_ + 1, 0}, "line is longer than 256 MiB");
    buffer_.resize(buffer_.size() * 2);
  }
  errno = 0;
  const std::size_t got = std::fread(buffer_.data() + end_, 1, buffer_.size() - end_, file_.get());
  if (got == 0) {
    if (std::ferror(file_.get()) != 0) throw Error(path_ + ": cannot be read: " + std::strerror(errno));
    done_ = true;
    return false;
  }
  end_ += got;
  return true;
}

bool LineReader::next(std::string_view& line) {
  std::size_t searched = 0;
  for (;;) {
    const char* from = buffer_.data() + begin_;
    const auto* newline = static_cast<const char*>(std::memchr(from + searched, '\n', end_ - begin_ - searched));
    if (newline != nullptr) {
      line = {from, static_cast<std::size_t>(newline - from)};
      begin_ += line.size() + 1;
      break;
    }
    searched = end_ - begin_;
    if (refill()) continue;
    if (searched == 0) return false;
    line = {buffer_.data() + begin_, searched};
    begin_ = end_;
    break;
  }
  ++line_;
  return true;
}

JsonLine::JsonLine() : pool_(pool_size), allocator_(pool_.data(), pool_.size()), document_(&allocator_) {}

std::uint32_t JsonLine::column_of(std::size_t offset) const {
  std::uint32_t column = 1;
  for (const char byte : line_.substr(0, offset)) column += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  return column;
}

void JsonLine::fail(const std::string& message) const { throw Error(at_, message); }

void JsonLine::fail(const Value& where, const std::string& message) const {
  TextPosition at = at_;
  // In-place parsing leaves every string where it began in the line, so its address tells the column.
  const char* text = where.IsString() ? where.GetString() : nullptr;
  if (text >= text_ && text < text_ + line_.size()) at.column = column_of(static_cast<std::size_t>(text - text_));
  throw Error(at, message);
}

const JsonLine::Value& JsonLine::parse(std::string_view line, const TextPosition& at) {
  if (buffer_.size() < line.size() + 1) buffer_.resize(line.size() + 1);
  return parse_into(buffer_.data(), line, at);
}

const JsonLine::Value& JsonLine::parse_into(char* place, std::string_view line, const TextPosition& at) {
  text_ = place;
  line_ = line;
  at_ = at;
  at_.column = 1;
  const auto fault = [&](std::size_t offset, const std::string& message) {
    throw Error({at.file, at.line, column_of(offset)}, message);
  };
  if (const auto bad = find_invalid_utf8(line)) fault(*bad, "not valid UTF-8");
  if (const auto nul = line.find('\0'); nul != line.npos) fault(nul, "not JSON: a NUL byte");
  std::memcpy(place, line.data(), line.size());
  place[line.size()] = '\0';

  document_.SetNull();
  allocator_.Clear();
  document_.ParseInsitu<parse_flags>(place);
  if (document_.HasParseError()) {
    fault(document_.GetErrorOffset(),
          std::string("not JSON: ") + rapidjson::GetParseError_En(document_.GetParseError()));
  }
  if (!document_.IsObject()) fault(0, "expected a JSON object");
  escaped_ = line.find("\\u") != line.npos;
  return document_;
}

std::string_view JsonLine::view(const Value& string) const {
  const std::string_view text(string.GetString(), string.GetStringLength());
  // The parser lets a lone low surrogate pass as an escape; written out again it would be broken UTF-8.
  if (escaped_ && find_invalid_utf8(text)) fail(string, "not JSON: a lone surrogate");
  return text;
}

const JsonLine::Value* JsonLine::member(const Value& object, const char* name) const {
  const auto it = object.FindMember(name);
  return it == object.MemberEnd() || it->value.IsNull() ? nullptr : &it->value;
}

std::string_view JsonLine::optional_text(const Value& object, const char* name) const {
  const Value* value = member(object, name);
  if (value == nullptr) return {};
  if (!value->IsString()) fail_member(object, name, "must be a string");
  return view(*value);
}

std::string_view JsonLine::text(const Value& object, const char* name) const {
  const std::string_view text = optional_text(object, name);
  if (text.empty()) fail_member(object, name, "must be a string that is not empty");
  return text;
}

std::uint32_t JsonLine::number(const Value& object, const char* name) const {
  const Value* value = member(object, name);
  if (value == nullptr || !value->IsUint()) fail_member(object, name, "must be a number from 0 to 4294967295");
  return value->GetUint();
}

PageBox JsonLine::place(const Value& object) const {
  PageBox to;
  if (member(object, "page") == nullptr) return to;
  to.page = number(object, "page");
  std::uint16_t* const sides[] = {&to.left, &to.top, &to.right, &to.bottom};
  const Value* box = optional_array(object, "box");
  const bool four = box != nullptr && box->Size() == 4 && to.page != 0;
  for (rapidjson::SizeType i = 0; i != 4; ++i) {
    if (!four || !(*box)[i].IsUint() || (*box)[i].GetUint() > UINT16_MAX) {
      fail_member(object, "box", "must be four numbers from 0 to 65535, beside a \"page\" from 1");
    }
    *sides[i] = static_cast<std::uint16_t>((*box)[i].GetUint());
  }
  return to;
}

double JsonLine::fraction(const Value& object, const char* name) const {
  const Value* value = member(object, name);
  if (value == nullptr) return 1;
  if (!value->IsNumber() || !(value->GetDouble() >= 0 && value->GetDouble() <= 1)) {
    fail_member(object, name, "must be a number from 0 to 1");
  }
  return value->GetDouble();
}

const JsonLine::Value* JsonLine::optional_object(const Value& parent, const char* name) const {
  const Value* value = member(parent, name);
  if (value != nullptr && !value->IsObject()) fail_member(parent, name, "must be an object");
  return value;
}

const JsonLine::Value& JsonLine::object(const Value& parent, const char* name) const {
  const Value* value = optional_object(parent, name);
  if (value == nullptr) fail_member(parent, name, "must be an object");
  return *value;
}

const JsonLine::Value* JsonLine::optional_array(const Value& parent, const char* name) const {
  const Value* value = member(parent, name);
  if (value != nullptr && !value->IsArray()) fail_member(parent, name, "must be an array");
  return value;
}

const std::vector<JsonLine::Member>& JsonLine::members(const Value* object) {
  members_.clear();
  if (object == nullptr) return members_;
  for (auto m = object->MemberBegin(); m != object->MemberEnd(); ++m) {
    if (m->value.IsBool()) {
      members_.push_back({view(m->name), m->value.GetBool() ? "true" : "false"});
    } else if (m->value.IsString()) {
      // An empty value says nothing, as in set_attribute().
      if (m->value.GetStringLength() != 0) members_.push_back({view(m->name), view(m->value)});
    } else {
      fail(m->name, "the value of \"" + std::string(view(m->name)) + "\" must be a string, true or false");
    }
  }
  std::ranges::sort(members_, {}, &Member::name);
  const auto twice = std::ranges::adjacent_find(members_, {}, &Member::name);
  if (twice != members_.end()) fail("\"" + std::string(twice->name) + "\" stands twice in one object");
  return members_;
}

void JsonLine::fail_member(const Value& object, const char* name, const char* wanted) const {
  const auto it = object.FindMember(name);
  const std::string message = std::string("\"") + name + "\" " + wanted;
  if (it != object.MemberEnd()) fail(it->name, message);
  // Missing: the first member shows which object it is.
  if (object.MemberCount() != 0) fail(object.MemberBegin()->name, message);
  fail(message);
}

}  // namespace accord
