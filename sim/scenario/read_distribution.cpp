#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "sim/base/units.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

/// Parameters such as a median must be positive even where zero is a possible value.
Range positive(Range range) { return {.low = 0, .high = range.high, .above_low = true}; }

Distribution read_lognormal(const YamlMap& map, Dimension dimension, Range range) {
  Lognormal lognormal;
  lognormal.median = map["median"].quantity(dimension, positive(range), 1);
  lognormal.sigma = map["sigma"].quantity(Dimension::number, {.low = 0, .high = 10}, 1);
  lognormal.max = map["max"].quantity(dimension, positive(range), kInfinity);
  return lognormal;
}

Distribution read_exponential(const YamlMap& map, Dimension dimension, Range range) {
  Exponential exponential;
  exponential.mean = map["mean"].quantity(dimension, positive(range), 1);
  exponential.max = map["max"].quantity(dimension, positive(range), kInfinity);
  return exponential;
}

Distribution read_uniform(const YamlMap& map, Dimension dimension, Range range) {
  Uniform uniform;
  uniform.low = map["from"].quantity(dimension, range, range.low);
  uniform.high = map["to"].quantity(dimension, range, kInfinity);
  if (uniform.high <= uniform.low) map["to"].error("must be above from");
  return uniform;
}

Distribution read_choice(const YamlValue& yaml, Dimension dimension, Range range,
                         const Distribution& fallback) {
  Choice choice;
  for (const YamlPair& pair : yaml.pairs()) {
    const double value = pair.at_key.quantity_of(pair.key, dimension, range, -1);
    if (!pair.value.given()) pair.at_key.error("needs a weight, a number such as 0.5");
    const double weight = pair.value.quantity(Dimension::number, {.low = 0, .high = 1e12}, 0);
    if (value >= 0) choice.values.emplace_back(value, weight);
  }
  std::sort(choice.values.begin(), choice.values.end());
  const auto weighs = [](const auto& value) { return value.second > 0; };
  if (std::any_of(choice.values.begin(), choice.values.end(), weighs)) return choice;
  if (yaml.is_map()) yaml.error("needs a value with a weight above 0");
  return fallback;
}

/// Each value of a sample is as likely as it comes in it.
class Sample {
 public:
  void add(double value) { values_.push_back(value); }
  std::size_t size() const { return values_.size(); }

  Choice choice() {
    std::sort(values_.begin(), values_.end());
    Choice choice;
    for (const double value : values_) {
      if (choice.values.empty() || choice.values.back().first != value) {
        choice.values.emplace_back(value, 0);
      }
      choice.values.back().second += 1;
    }
    return choice;
  }

 private:
  std::vector<double> values_;
};

Distribution read_empirical(const YamlValue& yaml, Dimension dimension, Range range,
                            const Distribution& fallback) {
  Sample sample;
  if (yaml.is_list()) {
    for (const YamlValue& item : yaml.items()) {
      if (!item.given()) item.error("is empty; expected a value");
      sample.add(item.quantity(dimension, range, range.low));
    }
    if (sample.size() == 0) yaml.error("is empty; expected values, or the name of a file of them");
  } else {
    for (const double value : read_value_file(yaml, dimension, range)) sample.add(value);
  }
  return sample.size() > 0 ? sample.choice() : fallback;
}

}  // namespace

Distribution read_distribution(const YamlValue& yaml, Dimension dimension, Range range,
                               Distribution fallback) {
  constexpr std::array<std::string_view, 5> kKinds{"lognormal", "exponential", "uniform", "choice",
                                                   "empirical"};
  if (!yaml.given()) return fallback;
  if (!yaml.is_map()) return Constant{yaml.quantity(dimension, range, range.low)};

  const YamlMap map = yaml.map(keys::kDistribution);
  const std::optional<std::size_t> kind = map.one_of(kKinds);
  if (!kind) return fallback;
  const YamlValue body = map[kKinds[*kind]];
  switch (*kind) {
    case 0:
      return read_lognormal(body.map(keys::kLognormal), dimension, range);
    case 1:
      return read_exponential(body.map(keys::kExponential), dimension, range);
    case 2:
      return read_uniform(body.map(keys::kUniform), dimension, range);
    case 4:
      return read_empirical(body, dimension, range, fallback);
    default:
      return read_choice(body, dimension, range, fallback);
  }
}

}  // namespace suanwang
