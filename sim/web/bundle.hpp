#pragma once

#include <string_view>

namespace suanwang {

/// The script of the report and of the live page, as sim/web/page/build.mjs makes it; without Node,
/// the plain one of sim/web/page/fallback. It holds no `</script`.
std::string_view page_script();

/// The style sheet that belongs to it.
std::string_view page_style();

}  // namespace suanwang
