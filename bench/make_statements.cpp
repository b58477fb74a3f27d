// Writes statements of an invented world, one a line, the same for the same count: people of bodies who attend
// meetings and sign agreements about sectors, told by several papers in both scripts.
//   make_statements COUNT > statements.ndjson

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "extract/statement_io.hpp"

namespace {

using accord::Entity;
using accord::Evidence;
using accord::Statement;

constexpr std::string_view surnames[] = {"陳", "林", "黃", "張", "李", "王", "吳", "劉",
                                         "蔡", "楊", "許", "鄭", "謝", "郭", "洪", "邱"};
constexpr std::string_view simplified[] = {"陈", "林", "黄", "张", "李", "王", "吴", "刘",
                                           "蔡", "杨", "许", "郑", "谢", "郭", "洪", "邱"};
constexpr std::string_view given[] = {"文", "明", "華", "志", "國", "小", "雨", "海", "山", "嘉", "美",
                                      "玲", "建", "宏", "德", "永", "安", "平", "春", "曉", "東", "南",
                                      "西", "北", "天", "光", "清", "雲", "江", "河", "松", "柏"};
constexpr std::string_view places[] = {"東山", "西海", "南嶺", "北川", "青原", "白河", "金灣", "玉溪",
                                       "長橋", "新港", "安平", "廣野", "龍泉", "鳳台", "雲州", "石門"};
constexpr std::string_view sectors[] = {"金融服務", "創新及科技", "教育", "醫療衞生", "旅遊",
                                        "文化",     "環境保護",   "基建", "青年發展", "法律服務"};

/// SplitMix64: small, and the same on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27U) * 0x94D049BB133111EBU;
    return z ^ z >> 31U;
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  /// Small numbers far more often than large ones, as with names in the news.
  std::size_t skewed(std::size_t n) { return below(below(n) + 1); }

 private:
  std::uint64_t state_;
};

template <std::size_t N>
std::string_view pick(const std::string_view (&from)[N], std::size_t i) {
  return from[i % N];
}

std::string digits(std::size_t n, std::size_t width) {
  std::string text = std::to_string(n);
  return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
}

std::string han_number(std::size_t n) {
  std::string text;
  for (const char c : std::to_string(n)) {
    constexpr std::string_view numerals[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    text += numerals[static_cast<std::size_t>(c - '0')];
  }
  return text;
}

Entity entity(const char* type, std::string name) {
  Entity e;
  e.type = type;
  e.name = std::move(name);
  e.id = accord::entity_id(e.type, e.name);
  return e;
}

class World {
 public:
  explicit World(std::size_t statements) : people_(statements / 12 + 10), random_(statements) {}

  Statement next() {
    Statement s;
    const std::size_t who = random_.skewed(people_), kind = random_.below(10);
    const std::size_t event = random_.skewed(people_);
    s.subject = kind < 8 ? person(who) : body(who);
    if (kind < 3) {
      s.predicate = "attends", s.object = meeting(event);
    } else if (kind < 6) {
      s.predicate = "signed", s.object = agreement(event);
      accord::set_attribute(s.qualifiers, "date", date(event));
    } else if (kind < 7) {
      s.predicate = "worksFor", s.object = body(who);
    } else if (kind < 8) {
      s.predicate = "meetsWith", s.object = person(event);
    } else if (kind < 9) {
      s.predicate = "covers", s.subject = agreement(event),
      s.object = entity("Sector", std::string(pick(sectors, event)));
    } else {
      s.predicate = "cooperatesWith", s.object = body(event);
    }
    s.evidence.push_back(evidence(s));
    s.confidence = 0.8 + 0.01 * static_cast<double>(kind);
    return s;
  }

 private:
  Entity person(std::size_t i) {
    const bool hans = random_.below(4) == 0;
    std::string name(pick(hans ? simplified : surnames, i));
    name.append(pick(given, i / 16)).append(pick(given, i / 512));
    if (i >= 16384) name += pick(given, i / 16384);
    if (i >= 524288) name += pick(given, i / 524288);
    Entity e = entity("Person", name);
    if (i % 3 == 0) e.subtype = "Official";
    if (i % 8 == 0) e.aliases = {"Person " + std::to_string(i)};
    return e;
  }
  static Entity body(std::size_t i) {
    const std::string stem =
        std::string(pick(places, i)) + std::string(pick(given, i / 16)) + std::string(pick(given, i / 512));
    Entity e = entity("Organization", stem + (i / 16384 == 0 ? "局" : "第" + han_number(i / 16384) + "局"));
    e.subtype = "GovernmentBody";
    if (i % 4 == 0) e.aliases = {stem + (i / 16384 == 0 ? "" : han_number(i / 16384)) + "處"};
    return e;
  }
  static Entity meeting(std::size_t i) {
    Entity e = entity("Meeting", std::string(pick(places, i)) + std::string(pick(places, i / 16)) + "合作會議第" +
                                     han_number(i / 256 + 1) + "次會議");
    accord::set_attribute(e.attributes, "date", date(i));
    return e;
  }
  static Entity agreement(std::size_t i) {
    return entity("Agreement", std::string(pick(places, i)) + std::string(pick(places, i / 16)) +
                                   std::string(pick(sectors, i / 256)) + "合作協議（" + han_number(i / 2560 + 1) +
                                   "）");
  }
  static std::string date(std::size_t i) {
    return digits(2000 + i % 25, 4) + "-" + digits(1 + i % 12, 2) + "-" + digits(1 + i % 28, 2);
  }

  Evidence evidence(const Statement& s) {
    const std::size_t document = random_.below(people_ + 1);
    Evidence e;
    e.document = "news/" + digits(document, 8) + ".txt";
    e.span.begin = static_cast<std::uint32_t>(random_.below(4000));
    e.quote = s.subject.name + "於" + date(document) + "與" + s.object.name + "有關，詳情見本報第" +
              han_number(document) + "號報道，各方代表均在場。";
    std::uint32_t length = 0;
    for (const char c : e.quote) length += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    e.span.end = e.span.begin + length;
    e.rule = s.predicate + "-" + std::to_string(random_.below(5));
    e.source.date = date(document);
    e.source.title = "第" + han_number(document) + "號報道";
    return e;
  }

  std::size_t people_;
  Random random_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::size_t count = argc == 2 ? std::strtoull(argv[1], nullptr, 10) : 0;
  if (count == 0) {
    std::fputs("usage: make_statements COUNT > FILE\n", stderr);
    return 2;
  }
  World world(count);
  std::string lines;
  for (std::size_t i = 0; i != count; ++i) {
    accord::append_statement(lines, world.next());
    lines += '\n';
    if (lines.size() < (1U << 20U) && i + 1 != count) continue;
    if (std::fwrite(lines.data(), 1, lines.size(), stdout) != lines.size()) return 1;
    lines.clear();
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}
