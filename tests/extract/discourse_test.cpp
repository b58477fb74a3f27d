// What words without a name of their own stand for, with the built-in pack.

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "tests/extract/pack_support.hpp"

namespace accord {
namespace {

TEST_CASE("a text is followed from sentence to sentence") {
  struct Case {
    const char *name, *text;
    std::vector<std::string> want;
  };
  for (const Case& c : {
           Case{"會議 is the meeting of the document", "行政長官李家超昨日出席粵港合作聯席會議第二十三次會議。會議由李家超與廣東省省長王偉中共同主持。",
                {"李家超 | chairs | 粵港合作聯席會議第二十三次會議", "王偉中 | chairs | 粵港合作聯席會議第二十三次會議"}},
           Case{"雙方 discuss at the meeting", "粵港合作聯席會議第二十三次會議在香港舉行。雙方就金融服務、教育合作同意加強交流。",
                {"粵港合作聯席會議第二十三次會議 | discusses | 金融服務", "粵港合作聯席會議第二十三次會議 | discusses | 教育"}},
           Case{"she", "政務司司長林鄭月娥昨日訪問北京。她會見外交部部長王毅。", {"林鄭月娥 | meetsWith | 王毅"}},
           Case{"you are the other side of the talks", "總理李強昨日與德國總理朔爾茨會談。\n\n李強表示，習近平主席同你舉行會談。", {"習近平 | meetsWith | 朔爾茨"}},
           Case{"the heads of the two states are who talked", "國家主席習近平同來華出席亞洲金融論壇的法國總統馬克龍會談。會談後，兩國元首簽署《聯合聲明》。",
                {"習近平 | signed | 聯合聲明", "馬克龍 | signed | 聯合聲明"}},
           Case{"of meetings named as often the first is meant", "大灣區金融科技論壇昨日在香港舉行。\n\n亞洲金融論壇明年舉行。\n\n財政司司長陳茂波致辭。",
                {"陳茂波 | attends | 大灣區金融科技論壇"}},
           Case{"上述文件 are the papers of the list", "香港與廣東省簽署五項協議，包括《甲協議》、《乙協議》及《丙備忘錄》。李家超見證上述文件簽署。",
                {"李家超 | witnessed | 甲協議", "李家超 | witnessed | 乙協議", "李家超 | witnessed | 丙備忘錄"}},
           Case{"headings govern the bullets below", "香港與廣東省簽署以下文件：\n## 金融服務\n• 《甲協議》\n## 教育\n• 《乙協議》",
                {"甲協議 | covers | 金融服務", "乙協議 | covers | 教育"}},
       }) {
    CAPTURE(std::string(c.name));
    std::vector<std::string> got;
    for (Statement& statement : testing::extract(builtin_pack(), c.text)) {
      statement.qualifiers.clear();
      got.push_back(testing::in_words(statement));
    }
    std::string all;
    for (const std::string& one : got) all += one + '\n';
    CAPTURE(all);
    for (const std::string& want : c.want) {
      CAPTURE(want);
      CHECK(std::ranges::find(got, want) != got.end());
    }
  }
}

TEST_CASE("a heading governs its own bullets only") {
  const auto got = testing::in_words(testing::extract(builtin_pack(), "## 金融服務\n• 《甲協議》\n## 教育\n• 《乙協議》"));
  for (const char* wrong : {"甲協議 | covers | 教育", "乙協議 | covers | 金融服務"}) CHECK(std::ranges::find(got, wrong) == got.end());
}

}  // namespace
}  // namespace accord
