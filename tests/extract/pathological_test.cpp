// Texts made to be slow. What is counted is work, not time: four times the text must not take much more than four times the steps.

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>

#include "extract/pack.hpp"
#include "extract/rule_extractor.hpp"
#include "extract/work.hpp"

namespace {

using namespace accord;

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i != times; ++i) all += text;
  return all;
}

struct Work {
  std::size_t statements = 0;
  std::uint64_t steps = 0;
};

Work extract(std::string text) {
  const RuleExtractor extractor(builtin_pack());
  const Document document("d", std::move(text), Metadata{"2025-03-21", "", "", ""});
  Work work;
  const std::uint64_t before = steps_taken;
  extractor.extract(document, [&](Statement&&) { ++work.statements; });
  work.steps = steps_taken - before;
  return work;
}

std::string names(std::size_t count) {
  static constexpr std::string_view family[] = {"王", "李", "張", "劉", "陳", "楊", "黃"};
  static constexpr std::string_view given[] = {"偉", "芳", "娜", "敏", "靜", "秀", "麗", "強", "磊", "軍", "洋"};
  std::string all = "出席會議的有";
  for (std::size_t i = 0; i != count; ++i) {
    if (i != 0) all += "、";
    for (const std::string_view part : {family[i % 7], given[i % 11], given[i / 11 % 11]}) all += part;
  }
  return all + "。";
}

std::string numbered(std::string_view before, std::string_view after, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i != count; ++i) (all += before) += std::to_string(i) += after;
  return all;
}

}  // namespace

TEST_CASE("hostile texts cost no more than linear time") {
  struct Case {
    const char* name;
    std::function<std::string(std::size_t)> text;
  };
  const Case cases[] = {
      {"one line", [](std::size_t n) { return repeated("行政長官李家超昨日會見廣東省省長王偉中，雙方簽署合作備忘錄，並出席會議。", n); }},
      {"nested brackets", [](std::size_t n) { return repeated("（「《", n * 4) + repeated("》」）", n * 4); }},
      // So many that both texts are long ones, whose words are found twice instead of kept.
      {"names in a list", [](std::size_t n) { return names(n * 20); }},
      {"short lines", [](std::size_t n) { return numbered("會議第", "項\n", n * 10); }},
      {"bullets under a heading", [](std::size_t n) { return "## 金融服務\n" + numbered("- 《合作協議", "》\n", n * 4); }},
      {"words that stand for others", [](std::size_t n) { return repeated("粵港合作聯席會議昨日舉行。會上雙方簽署五項協議。他說，是次會議很重要。\n\n", n); }},
      {"one statement again and again", [](std::size_t n) { return repeated("財庫局局長許正宇出席粵港合作聯席會議第二十三次會議。\n\n", n * 2); }},
      {"marks at the start of a line", [](std::size_t n) { return repeated("#", n * 20) + "\n" + repeated("- ", n * 20); }},
      {"lines that nearly stand twice", [](std::size_t n) { return repeated(repeated("甲乙", 90) + "丙\n", n / 8); }},
      {"one letter", [](std::size_t n) { return repeated("a", n * 60); }},
      {"one digit", [](std::size_t n) { return repeated("7", n * 60); }},
      {"one family name", [](std::size_t n) { return repeated("王", n * 60); }},
      {"titles and family names", [](std::size_t n) { return repeated("主席王", n * 20); }},
      {"brackets that never close", [](std::size_t n) { return repeated("《", n * 60); }},
      {"no punctuation", [](std::size_t n) { return repeated("粵港合作聯席會議簽署協議", n * 5); }},
      {"short lines behind a long paragraph",
       [](std::size_t n) { return repeated("粵港合作聯席會議簽署協議書\n", n) + "會議，\n" + repeated("會議\n", n); }},
  };
  constexpr std::size_t small = 800;
  for (const Case& c : cases) {
    CAPTURE(std::string(c.name));
    // Four times the text: linear work takes 4 times as many steps, quadratic 16 times.
    const std::uint64_t once = extract(c.text(small)).steps, more = extract(c.text(small * 4)).steps;
    CAPTURE(once);
    CAPTURE(more);
    CHECK(once >= small);
    CHECK(more <= once * 6);
  }
}

TEST_CASE("two long lists in one sentence make a bounded number of statements") {
  constexpr std::size_t sentences = 10, limit = 1000;  // see most_pairs
  std::string text;
  for (std::size_t s = 0; s != sentences; ++s) {
    text += names(70).substr(std::string_view("出席會議的有").size());
    text.resize(text.size() - std::string_view("。").size());
    text += "出席";
    for (std::size_t i = 1; i != 25; ++i) text += (i == 1 ? "第" : "、第") + std::to_string(s * 100 + i) + "次滬港合作會議";
    text += "。\n\n";
  }
  const std::size_t made = extract(text).statements;
  CAPTURE(made);
  CHECK(made > limit / 2);  // the lists were read
  CHECK(made <= sentences * limit * 2);
}
