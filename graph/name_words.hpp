#pragma once

#include <array>
#include <string_view>

namespace accord {

/// Words around names, folded as fold_name() folds (simplified, lower case, no spaces). They say how names are
/// built in the languages that accord reads, and nothing of any domain.
inline constexpr std::array<std::string_view, 12> honorifics = {"mr",        "mrs", "ms",   "miss", "dr",   "prof",
                                                                "professor", "sir", "先生", "女士", "小姐", "阁下"};

/// What the names of offices end with, so that what stands before a personal name can be told to be one.
inline constexpr std::array<std::string_view, 22> office_endings = {
    "长", "席", "官", "员",   "任",     "理",   "统",     "首",   "记",        "裁",       "授",
    "士", "使", "监", "代表", "发言人", "董事", "领导人", "司令", "president", "minister", "secretary"};

/// What a place's name may end with or not: 深圳 and 深圳市.
inline constexpr std::array<std::string_view, 8> place_endings = {"市",         "省",     "县",   "区",
                                                                  "特别行政区", "自治区", "city", "province"};

/// Offices that several people hold at one time.
inline constexpr std::array<std::string_view, 8> shared_offices = {"委员", "副",     "代表",   "议员",
                                                                   "vice", "deputy", "member", "assistant"};

/// Offices in letters that say nothing of their body.
inline constexpr std::array<std::string_view, 9> bare_titles = {
    "president", "minister", "secretary", "chairman", "chairperson", "director", "mayor", "governor", "premier"};

}  // namespace accord
