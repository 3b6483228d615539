#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "sim/base/suggest.hpp"
#include "sim/scenario/read.hpp"
#include "sim/trace/line_reader.hpp"

namespace suanwang {
namespace {

constexpr std::size_t kMostValues = 1'000'000;
constexpr int kMostTold = 20;  ///< lines with mistakes

}  // namespace

std::vector<double> read_value_file(const YamlValue& yaml, Dimension dimension, Range range) {
  std::vector<double> values;
  const std::string file = read_data_file(yaml, ".txt");
  if (file.empty()) return values;
  try {
    LineReader lines(file);
    std::string_view line;
    int told = 0;
    while (told < kMostTold && lines.next(line)) {
      line = line.substr(0, line.find('#'));
      const std::size_t begin = line.find_first_not_of(" \t");
      if (begin == line.npos) continue;
      line = line.substr(begin, line.find_last_not_of(" \t") + 1 - begin);
      const auto node = std::make_shared<YamlNode>();
      const auto number = static_cast<int>(std::min<std::uint64_t>(lines.number(), 1 << 30));
      const Spot spot{std::make_shared<const std::string>(file), number,
                      static_cast<int>(begin) + 1};
      const std::size_t before = yaml.problems().size();
      const double value = YamlValue(node.get(), spot, "", "", yaml.problems())
                               .quantity_of(line, dimension, range, range.low);
      told += yaml.problems().size() > before;
      values.push_back(value);
      if (values.size() > kMostValues) {
        yaml.error(fmt::format("{} holds more than {} values", in_quotes(file), kMostValues));
        return values;
      }
    }
    if (values.empty()) yaml.error(fmt::format("{} holds no value", in_quotes(file)));
  } catch (const TraceProblem& problem) {
    yaml.error(fmt::format("{}: {}", in_quotes(file), problem.diagnostic.message));
  }
  return values;
}

}  // namespace suanwang
