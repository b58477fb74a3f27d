#include "exporters/json.hpp"
