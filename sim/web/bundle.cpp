#include "sim/web/bundle.hpp"

namespace suanwang {

std::string_view page_script() { return "\"use strict\";"; }

std::string_view page_style() {
  return "body{font:16px/1.5 system-ui,sans-serif;max-width:77rem;margin:1.5rem auto;padding:0 "
         "1.5rem}"
         "table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
         "th,td{padding:.2em .8em;border-bottom:1px solid #ccc;text-align:left}"
         ".number{text-align:right}";
}

}  // namespace suanwang
