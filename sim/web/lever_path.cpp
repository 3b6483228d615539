#include "sim/web/lever_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "sim/base/suggest.hpp"

namespace suanwang {
namespace {

using Step = LeverPath::Step;
using Which = LeverPath::Which;

constexpr std::array<std::pair<std::string_view, Which>, 4> kWords{{
    {"*", Which::all},
    {"east", Which::east},
    {"west", Which::west},
    {"east-west", Which::east_west},
}};

bool is_key(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

/// `sites[west]`, or a key alone.
std::optional<Step> parse_step(std::string_view text) {
  const std::size_t bracket = text.find('[');
  Step step{std::string(text.substr(0, bracket)), Which::none, {}};
  if (!is_key(step.key)) return std::nullopt;
  if (bracket == text.npos) return step;
  if (text.back() != ']') return std::nullopt;
  const std::string_view which = text.substr(bracket + 1, text.size() - bracket - 2);
  step.which = Which::one;
  for (const auto& [word, meaning] : kWords) {
    if (which == word) step.which = meaning;
  }
  const bool sides = step.which == Which::east || step.which == Which::west;
  if (sides && step.key != "sites") return std::nullopt;
  if (step.which == Which::east_west && step.key != "links") return std::nullopt;
  if (step.which == Which::one) {
    if (!is_key(which)) return std::nullopt;
    step.id = which;
  }
  return step;
}

}  // namespace

bool LeverPath::has_list() const {
  return std::any_of(steps.begin(), steps.end(),
                     [](const Step& step) { return step.which != Which::none; });
}

std::optional<LeverPath> parse_lever_path(std::string_view text, std::string& why) {
  LeverPath path;
  for (std::string_view rest = text;;) {
    const std::size_t dot = rest.find('.');
    const std::optional<Step> step = parse_step(rest.substr(0, dot));
    if (!step) {
      why = fmt::format(
          "expected a path such as sites[west].pools[*].count, links[east-west].price or "
          "placement.policy, got {}",
          in_quotes(text));
      return std::nullopt;
    }
    path.steps.push_back(*step);
    if (dot == rest.npos) return path;
    rest.remove_prefix(dot + 1);
  }
}

}  // namespace suanwang
