#pragma once

#include <string>
#include <string_view>

namespace accord {

/// The words under which a text is found, with blanks between them, for an index that splits at blanks: words of
/// scripts that have blanks as they are; of each run of Han characters every piece of one to four characters. All of
/// them twice where folding to simplified characters and half width changes them. So 香港 finds 香港特別行政區.
std::string search_words(std::string_view text);

}  // namespace accord
