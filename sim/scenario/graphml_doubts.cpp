#include "sim/scenario/graphml_doubts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include "sim/base/suggest.hpp"
#include "sim/base/units.hpp"

namespace suanwang {
namespace {

constexpr double kCitySize_m = 100e3;      ///< further from a city is not in it
constexpr double kMisspeltCity_m = 500e3;  ///< the same where the name is nearly that of a city
constexpr std::size_t kShortName = 7;      ///< shorter names are often one letter apart
constexpr double kLongTimes = 3;           ///< a link so many times as long as those around it
constexpr double kLongLink_m = 500e3;      ///< shorter ones are never suspicious
constexpr std::size_t kFewLinks = 3;       ///< from which no usual length can be told

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') letters += static_cast<char>(c - 'A' + 'a');
    if (c >= 'a' && c <= 'z') letters += c;
  }
  return letters;
}

struct City {
  std::string name;
  std::vector<std::string> spellings;  ///< small letters only
  GeoPoint place;
};

std::vector<City> cities_of(Catalogue& catalogue) {
  std::vector<City> cities;
  const YamlNode* rows = catalogue.rows("cities");
  if (!rows) return cities;
  for (const YamlNode& row : rows->items) {
    const auto number = [&](const char* key) {
      return parse_quantity(text_of(row, key), Dimension::number).value.value_or(0);
    };
    const YamlNode* name = row.find("name");
    City city{std::string(text_of(name && name->is_map() ? *name : row, name ? "en" : "id")),
              {letters_of(text_of(row, "id"))},
              {number("lon"), number("lat")}};
    if (const YamlNode* also = row.find("also")) {
      for (const YamlNode& spelling : also->items) city.spellings.push_back(spelling.text);
    }
    cities.push_back(std::move(city));
  }
  return cities;
}

/// A city and how far from it a node of its name may lie.
struct Match {
  const City* city;
  double most_m;
};

/// The city of a name; of a long name also one with a letter too many or missing.
std::optional<Match> city_named(const std::string& label, const std::vector<City>& cities) {
  const std::string name = letters_of(label);
  for (const City& city : cities) {
    const auto& known = city.spellings;
    if (std::find(known.begin(), known.end(), name) != known.end())
      return Match{&city, kCitySize_m};
  }
  for (const City& city : cities) {
    for (const std::string& known : city.spellings) {
      const std::size_t longer = std::max(name.size(), known.size());
      const std::size_t shorter = std::min(name.size(), known.size());
      if (shorter < kShortName || longer != shorter + 1) continue;
      if (edit_distance(name, known) == 1) return Match{&city, kMisspeltCity_m};
    }
  }
  return std::nullopt;
}

bool may_be_chinese(const std::string& country) {
  const std::string name = letters_of(country);
  for (const char* known : {"china", "hongkong", "macao", "macau", "taiwan"}) {
    if (name.find(known) != name.npos) return true;
  }
  return country.empty();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// Links of a map by their ends, with their lengths.
class Lengths {
 public:
  Lengths(const std::vector<ImportedNode>& nodes,
          const std::vector<std::pair<std::size_t, std::size_t>>& links)
      : nodes_(nodes), around_(nodes.size()) {
    for (const auto& [a, b] : links) {
      if (!nodes[a].place || !nodes[b].place) continue;
      around_[a].push_back(b);
      around_[b].push_back(a);
    }
  }

  /// Why the links of a node are suspicious; nothing if they are not.
  ///
  /// Its shortest link is held against the other links of its neighbours in the same country: a
  /// node that is really remote has remote neighbours, or one at least that is nearer.
  std::optional<std::string> doubt(std::size_t node) const {
    if (around_[node].empty()) return std::nullopt;
    const GeoPoint here = *nodes_[node].place;
    double shortest = kInfinite;
    double swapped = kInfinite;
    std::vector<double> others;
    for (const std::size_t neighbour : around_[node]) {
      const GeoPoint there = *nodes_[neighbour].place;
      if (nodes_[neighbour].told->country != nodes_[node].told->country) return std::nullopt;
      shortest = std::min(shortest, great_circle_m(here, there));
      if (std::abs(here.lon_deg) <= 90) {
        swapped = std::min(swapped, great_circle_m({here.lat_deg, here.lon_deg}, there));
      }
      for (const std::size_t other : around_[neighbour]) {
        if (other != node) others.push_back(great_circle_m(there, *nodes_[other].place));
      }
    }
    if (others.size() < kFewLinks) return std::nullopt;
    const double usual = median(std::move(others));
    if (shortest < kLongLink_m || shortest <= kLongTimes * usual) return std::nullopt;
    return fmt::format(
        "its shortest link is {:.0f} km, those of its neighbours {:.0f} km{}", shortest / 1e3,
        usual / 1e3, swapped <= kLongTimes * usual ? "; are longitude and latitude swapped?" : "");
  }

 private:
  static constexpr double kInfinite = std::numeric_limits<double>::infinity();

  const std::vector<ImportedNode>& nodes_;
  std::vector<std::vector<std::size_t>> around_;
};

}  // namespace

std::string place_text(const GeoPoint& place) {
  return fmt::format("{:.2f} {} {:.2f} {}", std::abs(place.lat_deg), place.lat_deg < 0 ? 'S' : 'N',
                     std::abs(place.lon_deg), place.lon_deg < 0 ? 'W' : 'E');
}

void warn_of_doubtful_places(const std::vector<ImportedNode>& nodes,
                             const std::vector<std::pair<std::size_t, std::size_t>>& links,
                             Catalogue& catalogue, Problems& problems) {
  const std::vector<City> cities = cities_of(catalogue);
  const Lengths lengths(nodes, links);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    // No structured binding: clang++ 14 lets no lambda use what one declares.
    const auto& node = nodes[i];
    const auto& told = node.told;
    const auto& id = node.id;
    const auto& place = node.place;
    const auto& own = node.own;
    if (!place || own) continue;
    const auto warn = [&](const std::string& why) {
      problems.warn(told->mark, "",
                    fmt::format("{} at {}: {}; a relay {} of the scenario would place it anew",
                                in_quotes(told->label), place_text(*place), why, in_quotes(id)));
    };
    if (*place == GeoPoint{}) {
      warn("the coordinates of a place that is not known");
      continue;
    }
    const auto match =
        may_be_chinese(told->country) ? city_named(told->label, cities) : std::nullopt;
    const double off_m = match ? great_circle_m(*place, match->city->place) : 0;
    if (match && off_m > match->most_m) {
      warn(fmt::format("{:.0f} km from {}, which the catalogue has at {}", off_m / 1e3,
                       match->city->name, place_text(match->city->place)));
    } else if (const auto doubt = match ? std::nullopt : lengths.doubt(i)) {
      warn(*doubt);
    }
  }
}

}  // namespace suanwang
