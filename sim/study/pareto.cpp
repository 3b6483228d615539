#include "sim/study/pareto.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace suanwang {
namespace {

/// Measures turned so that low is better, points row by row.
struct LowIsBetter {
  std::size_t measures;
  std::vector<double> values;
  std::vector<bool> known;  ///< by point: no NaN

  LowIsBetter(std::span<const double> given, std::span<const Better> better)
      : measures(better.size()),
        values(given.begin(), given.end()),
        known(given.size() / better.size(), true) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (std::isnan(values[i])) known[i / measures] = false;
      if (better[i % measures] == Better::high) values[i] = -values[i];
    }
  }

  double at(std::size_t point, std::size_t measure) const {
    return values[point * measures + measure];
  }

  bool dominates(std::size_t a, std::size_t b) const {
    bool better = false;
    for (std::size_t m = 0; m < measures; ++m) {
      if (at(a, m) > at(b, m)) return false;
      better |= at(a, m) < at(b, m);
    }
    return better;
  }
};

/// Goes through the points from the best first measure on: a point stays if its second measure
/// is the best among those with the same first, and better than of all before.
std::vector<bool> front_of_two(const LowIsBetter& points) {
  std::vector<std::size_t> order;
  for (std::size_t p = 0; p < points.known.size(); ++p) {
    if (points.known[p]) order.push_back(p);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (points.at(a, 0) != points.at(b, 0)) return points.at(a, 0) < points.at(b, 0);
    return points.at(a, 1) < points.at(b, 1);
  });
  std::vector<bool> stays(points.known.size(), false);
  bool first = true;
  double best = 0;  // second measure of the points before
  for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
    const double least = points.at(order[from], 1);
    for (to = from; to < order.size(); ++to) {
      if (points.at(order[to], 0) != points.at(order[from], 0)) break;
      stays[order[to]] = points.at(order[to], 1) == least && (first || least < best);
    }
    best = first ? least : std::min(best, least);
    first = false;
  }
  return stays;
}

}  // namespace

std::vector<bool> pareto_front(std::span<const double> values, std::span<const Better> better) {
  assert(!better.empty() && values.size() % better.size() == 0);
  const LowIsBetter points(values, better);
  if (points.measures == 2) return front_of_two(points);
  std::vector<bool> stays = points.known;
  for (std::size_t b = 0; b < stays.size(); ++b) {
    for (std::size_t a = 0; a < stays.size() && stays[b]; ++a) {
      if (points.known[a] && points.dominates(a, b)) stays[b] = false;
    }
  }
  return stays;
}

}  // namespace suanwang
