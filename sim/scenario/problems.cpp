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

}  // namespace

void Problems::add(Mark mark, std::string path, std::string message) {
  if (full()) {
    ++dropped_;
  } else {
    problems_.push_back({std::move(mark), std::move(path), std::move(message)});
  }
}

bool Problems::full() const { return problems_.size() >= kKept; }

Diagnostics Problems::sorted() const {
  Diagnostics result = problems_;
  std::stable_sort(result.begin(), result.end(),
                   [](const auto& a, const auto& b) { return order(a) < order(b); });
  result.erase(std::unique(result.begin(), result.end(), same), result.end());
  if (result.size() > kShown) {
    const std::size_t more = result.size() - kShown + dropped_;
    result.resize(kShown);
    result.push_back({{result.front().mark.file, 0, 0}, "", fmt::format("and {} more", more)});
  }
  return result;
}

}  // namespace suanwang
