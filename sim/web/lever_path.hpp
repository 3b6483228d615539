#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace suanwang {

/// Where a lever takes hold in a scenario: keys with dots between them, after a list which of its
/// entries: `sites[west].pools[*].count`, `links[east-west].price`, `workloads[llm-eval].input`.
struct LeverPath {
  enum class Which {
    none,       ///< no list
    all,        ///< `[*]`
    east,       ///< `[east]`, of sites
    west,       ///< `[west]`, of sites
    east_west,  ///< `[east-west]`, of links whose ends lie on different sides
    one,        ///< `[id]`
  };
  struct Step {
    std::string key;
    Which which = Which::none;
    std::string id;  ///< of the only one
  };

  std::vector<Step> steps;

  bool has_list() const;
};

/// Reads one; nothing, with `why` set, where it is none.
std::optional<LeverPath> parse_lever_path(std::string_view text, std::string& why);

}  // namespace suanwang
