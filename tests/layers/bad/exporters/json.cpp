#include "cli/verb.hpp"
#include <rapidjson/writer.h>
