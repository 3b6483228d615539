#pragma once

#include <string_view>

namespace suanwang {

/// The script of the page; it holds nothing that ends a script element.
std::string_view page_script();
/// The style of the page.
std::string_view page_style();

}  // namespace suanwang
