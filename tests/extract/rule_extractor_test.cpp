#include "extract/rule_extractor.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <thread>

#include "extract/analysis.hpp"
#include "extract/statement_io.hpp"
#include "tests/extract/pack_support.hpp"

namespace accord {
namespace {

struct Case {
  const char *name, *text;
  std::vector<std::string> want, never;
};

void check(const Case& c, const std::string& date = "2024-05-20") {
  CAPTURE(std::string(c.name));
  const auto got = testing::in_words(testing::extract(builtin_pack(), c.text, date));
  std::string all;
  for (const std::string& one : got) all += one + '\n';
  CAPTURE(all);
  for (const std::string& want : c.want) {
    CAPTURE(want);
    CHECK(std::ranges::find(got, want) != got.end());
  }
  for (const std::string& never : c.never) {
    CAPTURE(never);
    CHECK(std::ranges::none_of(got, [&](const std::string& one) { return one.find(never) != std::string::npos; }));
  }
}

TEST_CASE("who is who at a signing") {
  for (const Case& c : {
           Case{"a witness is no signer", "李家超與王偉中見證《深港合作協議》簽署。", {"李家超 | witnessed | 深港合作協議", "王偉中 | witnessed | 深港合作協議"}, {"signed"}},
           Case{"under the eyes of", "在李家超見證下，財政司司長陳茂波與深圳市市長覃偉中簽署《深港合作協議》。",
                {"陳茂波 | signed | 深港合作協議", "覃偉中 | signed | 深港合作協議"}, {"李家超 | signed"}},
           Case{"a remark between names", "陳國基（後排左三）、許正宇及孫東見證《深港合作協議》簽署。",
                {"陳國基 | witnessed | 深港合作協議", "許正宇 | witnessed | 深港合作協議", "孫東 | witnessed | 深港合作協議"}, {"signed"}},
           Case{"places act through their governments", "香港與廣東省簽署《粵港合作框架協議》。",
                {"香港特別行政區政府 | signed | 粵港合作框架協議", "廣東省人民政府 | signed | 粵港合作框架協議"}, {"witnessed"}},
       }) {
    check(c);
  }
}

TEST_CASE("modality: plans are marked, what is denied is not said") {
  for (const Case& c : {
           Case{"planned", "財政司司長陳茂波將簽署《深港合作協議》。", {"陳茂波 | signed | 深港合作協議 | status=planned"}, {}},
           Case{"proposed", "財政司司長陳茂波建議簽署《深港合作協議》。", {}, {"陳茂波 | signed | 深港合作協議\n"}},
           Case{"denied", "財政司司長陳茂波沒有簽署《深港合作協議》。", {}, {"signed"}},
           Case{"done", "財政司司長陳茂波簽署《深港合作協議》。", {"陳茂波 | signed | 深港合作協議"}, {"status"}},
       }) {
    check(c);
  }
}

TEST_CASE("dates resolve against the document's date") {
  struct Dated {
    const char *words, *date, *want;
  };
  for (const Dated& d : {Dated{"昨日", "2024-03-01", "2024-02-29"}, Dated{"今日", "2024-05-20", "2024-05-20"}, Dated{"前日", "2024-05-20", "2024-05-18"},
                         Dated{"5月3日", "2024-05-20", "2024-05-03"}, Dated{"12月30日", "2024-01-02", "2023-12-30"}, Dated{"今年3月", "2024-05-20", "2024-03"},
                         Dated{"去年11月", "2024-05-20", "2023-11"}, Dated{"上月", "2024-01-20", "2023-12"}, Dated{"2003年6月29日", "2024-05-20", "2003-06-29"},
                         Dated{"2003年", "2024-05-20", "2003"}, Dated{"二〇〇三年六月", "2024-05-20", "2003-06"}, Dated{"18日", "2024-05-20", "2024-05-18"},
                         Dated{"29日", "2024-05-02", "2024-04-29"}, Dated{"昨日", "2024", ""}, Dated{"昨日", "", ""}, Dated{"今年3月", "", ""},
                         Dated{"2003年6月29日", "", "2003-06-29"}, Dated{"2023年2月30日", "2024-05-20", ""}}) {
    CAPTURE(std::string(d.words));
    CAPTURE(std::string(d.date));
    const auto statements = testing::extract(builtin_pack(), std::string("行政長官李家超") + d.words + "訪問泰國。", d.date);
    const auto visit = std::ranges::find(statements, "visits", &Statement::predicate);
    REQUIRE(visit != statements.end());
    CHECK(attribute(visit->qualifiers, "date") == d.want);
  }
}

TEST_CASE("people, posts and bodies that no list holds") {
  for (const Case& c : {
           Case{"double offices", "國務委員兼外交部長王毅昨日會見俄羅斯外長拉夫羅夫。",
                {"王毅 | holdsPosition | 國務委員", "王毅 | holdsPosition | 外交部長", "拉夫羅夫 | meetsWith | 王毅 | date=2024-05-19"}, {}},
           Case{"a foreign name", "俄羅斯大使伊格爾·薩吉托夫訪問香港。", {"伊格爾·薩吉托夫 | visits | 香港"}, {}},
           Case{"the left edge of a body", "中國（上海）自由貿易試驗區臨港新片區管理委員會與香港貿易發展局簽署《合作備忘錄》。",
                {"中國(上海)自由貿易試驗區臨港新片區管理委員會 | signed | 合作備忘錄"}, {}},
           Case{"title and body", "財庫局局長許正宇昨日抵港。", {"許正宇 | worksFor | 財經事務及庫務局"}, {}},
           Case{"a former holder", "前廣東省省長朱小丹出席論壇。", {}, {"朱小丹 | holdsPosition"}},
       }) {
    check(c);
  }
}

TEST_CASE("other domains give nothing") {
  for (const char* text : {"天文台預測今日天氣大致多雲，有幾陣驟雨，最高氣溫約二十八度。", "把牛肉切片，加入生抽和糖，醃半小時後猛火快炒。",
                           "恒生指數收市報一萬八千點，跌百分之一，成交額一千億元。"}) {
    CAPTURE(std::string(text));
    CHECK(testing::in_words(testing::extract(builtin_pack(), text)).empty());
  }
}

TEST_CASE("evidence stands as quoted, through breaks and stray spaces") {
  const std::string text = "▲合照\n行政長官李家超昨日，在香港與廣東省省長王偉中共同主持粵港合作聯席會議第\n\n二十 三次會議。他其後訪問深圳。";
  const Document document("d", text, Metadata{"2024-05-20", {}, {}, {}});
  std::size_t count = 0;
  RuleExtractor(builtin_pack()).extract(document, [&](Statement&& statement) {
    ++count;
    REQUIRE_FALSE(statement.evidence.empty());
    for (const Evidence& evidence : statement.evidence) {
      CHECK(evidence.quote == document.slice(evidence.span));
      CHECK_FALSE(evidence.rule.empty());
    }
  });
  CHECK(count >= 4);
}

TEST_CASE("the other script, and full or half width, say the same") {
  const std::string one = "財政司司長陳茂波與深圳市市長覃偉中簽署《深港合作協議》(2024年)。";
  const std::string other = "财政司司长陈茂波与深圳市市长覃伟中签署《深港合作协议》（２０２４年）。";
  const auto names = [](const std::string& text) {
    std::vector<std::string> ids;
    for (const Statement& s : testing::extract(builtin_pack(), text)) ids.push_back(s.subject.id + s.predicate + s.object.id);
    std::ranges::sort(ids);
    return ids;
  };
  CHECK(names(one).size() >= 4);
  CHECK(names(one) == names(other));
}

TEST_CASE("any number of threads may use one extractor") {
  const std::string text = "行政長官李家超昨日出席粵港合作聯席會議第二十三次會議。會議由李家超主持。";
  const auto lines = [&] {
    std::string out;
    for (const Statement& statement : testing::extract(builtin_pack(), text)) append_statement(out, statement);
    return out;
  };
  const std::string want = lines();
  std::string got[4];
  std::vector<std::thread> threads;
  for (std::string& mine : got) threads.emplace_back([&] { mine = lines(); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& mine : got) CHECK(mine == want);
}

TEST_CASE("what is refused says why") {
  const auto pack = testing::TestPack(testing::Files{{"g.tsv", "type\tname\nBody\t教育局\n"},
                                       {"x.rules",
                                        "rule person\n  find <name>\n  make Person\nphase 2\nrule r.serves\n  find a:Person ..3 verb:@verb b:Body/Person\n  say a serves b\n"
                                        "rule r.leads\n  find a:Person ..3 verb:訪問 b:Body\n  say a leads b\n"}})
                        .load();
  struct Refused {
    const char* text;
    std::vector<Refusal::Why> want;
  };
  using Why = Refusal::Why;
  for (const Refused& r : {Refused{"局長李家超簽署教育局。", {}}, Refused{"局長李家超沒有未簽署教育局。", {Why::denied}},
                           Refused{"局長李家超簽署李家超。", {Why::object_type}}, Refused{"局長李家超訪問教育局。", {Why::implied}}}) {
    CAPTURE(std::string(r.text));
    const Document document("d", r.text);
    Analysis analysis(*pack, document);
    std::vector<Why> why;
    write_statements(analysis, [](Statement&&) {}, [&](const Refusal& refusal) { why.push_back(refusal.why); });
    CHECK((why == r.want));
  }
}

TEST_CASE("a very long text, whose words are found again rather than kept, says the same") {
  const std::string said =
      "會議在廣州舉行。行政長官李家超昨日會見廣東省省長王偉中，雙方出席粵港合作聯席會議第二十三次會議，並簽署《粵港合作框架協議》。\n"
      "會上，王偉中與李家超見證五份合作文件簽署。財政司司長陳茂波將訪問深圳市。陳茂波沒有簽署《深港合作協議》。\n"
      "粵港兩地昨日舉行會議，雙方同意加強金融合作。\n\n";
  std::string text = said;
  for (std::size_t i = 0; i != 1'100'000; ++i) text += i % 500 == 0 ? "，" : "的";
  text += "\n\n" + said;
  const Document document("long", text, Metadata{"2024-05-20", "", "", ""});
  const auto lines = [](std::string& all) {
    return [&all](Statement&& statement) {
      append_statement(all, statement);
      all += '\n';
    };
  };
  std::string kept, again;
  Analysis analysis(*builtin_pack(), document, Analysis::Keep::all_words);
  write_statements(analysis, lines(kept));
  RuleExtractor(builtin_pack()).extract(document, lines(again));
  CHECK(std::ranges::count(kept, '\n') > 8);
  CHECK(again == kept);
}

}  // namespace
}  // namespace accord
