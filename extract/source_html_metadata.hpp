#pragma once

#include <gumbo.h>

#include "extract/document.hpp"

namespace accord {

/// What a page says about itself. Open Graph and the like come first, then schema.org in JSON-LD, then the page's own
/// title and its first <time>. Dates that are none are left out.
Metadata html_metadata(const GumboNode* root);

}  // namespace accord
