#include "sim/scenario/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace suanwang {
namespace {

constexpr std::size_t kShown = 200;

/// Kept beyond what is shown, since they are sorted only at the end.
constexpr std::size_t kKept = 10'000;

auto order(const Diagnostic& problem) {
  return std::tie(problem.mark.file, problem.mark.line, problem.mark.column);
}

bool same(const Diagnostic& a, const Diagnostic& b) {
  return order(a) == order(b) && a.path == b.path && a.message == b.message;
}

Diagnostics in_order(Diagnostics result, std::size_t dropped) {
  std::stable_sort(result.begin(), result.end(),
                   [](const auto& a, const auto& b) { return order(a) < order(b); });
  result.erase(std::unique(result.begin(), result.end(), same), result.end());
  if (result.size() > kShown) {
    const std::size_t more = result.size() - kShown + dropped;
    result.resize(kShown);
    result.push_back({{result.front().mark.file, 0, 0},
                      "",
                      fmt::format("and {} more", more),
                      result.front().severity});
  }
  return result;
}

}  // namespace

void Problems::add(Mark mark, std::string path, std::string message) {
  if (full()) {
    ++dropped_;
  } else {
    problems_.push_back({std::move(mark), std::move(path), std::move(message)});
  }
}

bool Problems::full() const { return problems_.size() >= kKept; }

void Problems::warn(Mark mark, std::string path, std::string message) {
  if (warnings_.size() >= kKept) {
    ++dropped_warnings_;
  } else {
    warnings_.push_back({std::move(mark), std::move(path), std::move(message), Severity::warning});
  }
}

Diagnostics Problems::sorted() const { return in_order(problems_, dropped_); }

Diagnostics Problems::sorted_warnings() const { return in_order(warnings_, dropped_warnings_); }

}  // namespace suanwang
