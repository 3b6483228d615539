#include "sim/web/lever_effects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "sim/base/suggest.hpp"
#include "sim/web/lever_numbers.hpp"
#include "sim/web/lever_walk.hpp"

namespace suanwang {
namespace {

using How = LeverEffect::How;

/// `text` with the lever's value in place of `{}`.
std::string filled(std::string text, const std::string& value) {
  for (std::size_t at = text.find("{}"); at != text.npos; at = text.find("{}", at + value.size())) {
    text.replace(at, 2, value);
  }
  return text;
}

void fill_in(YamlNode& node, const std::string& value) {
  // An empty block is what `{}` without quotes is.
  if (node.is_map() && node.entries.empty()) {
    node.kind = YamlNode::Kind::scalar;
    node.text = value;
  }
  if (node.is_scalar() && node.text.find("{}") != std::string::npos) {
    node.text = filled(std::move(node.text), value);
    node.quoted = false;  // it was for the braces
  }
  for (YamlNode& item : node.items) fill_in(item, value);
  for (YamlEntry& entry : node.entries) fill_in(entry.value, value);
}

/// Does the effect need a value that is there already? In the entries of lists it does, so that a
/// lever for some of them leaves the others as they are.
bool needs_value(const LeverEffect& effect) {
  if (effect.how == How::times || effect.how == How::drop) return true;
  const bool may_make = effect.make || effect.how == How::fill || effect.how == How::add;
  return effect.path.has_list() && !may_make;
}

/// One effect on one key of one map. `value` is that of the lever, as text.
void act(const LeverEffect& effect, YamlNode& map, const std::string& key,
         const std::string& value) {
  YamlNode* there = map.find(key);
  if (!there && needs_value(effect)) return;
  const bool given = there && !there->is_null();
  if (effect.how == How::drop) return map.erase(key);
  if (effect.how == How::fill && given) return;
  YamlNode fresh = effect.value;
  fill_in(fresh, value);
  if (effect.how == How::times || (effect.how == How::plus && given)) {
    if (!given || !there->is_scalar()) return;
    const auto is = split_number(there->text), by = split_number(fresh.text);
    if (!is || !by) return;
    if (effect.how == How::times) {
      const double product = is->number * by->number;
      const double number = effect.whole ? std::max(1.0, std::round(product)) : product;
      there->text = plain_number(number) + std::string(is->rest);
    } else if (const auto more = in_unit_of(fresh.text, is->rest)) {
      there->text = plain_number(is->number + *more) + std::string(is->rest);
    }
    return;
  }
  if (!there) {
    map.entries.push_back({key, map.spot, {}});
    there = &map.entries.back().value;
  }
  if (effect.how == How::add) {
    if (!there->is_list()) *there = {};
    there->kind = YamlNode::Kind::list;
    there->items.push_back(std::move(fresh));
  } else {
    *there = std::move(fresh);
  }
}

/// Would the effect change anything?
bool holds(const LeverEffect& effect, const LeverGround& ground, YamlNode& scratch) {
  bool found = false;
  LeverWalk(effect.path, ground, effect.make)
      .to_last_key(scratch, [&](YamlNode& map, const std::string& key) {
        found = found || !needs_value(effect) || map.find(key) != nullptr;
      });
  return found;
}

bool leads_somewhere(const LeverPath& path, const LeverGround& ground, YamlNode& scratch) {
  LeverEffect asked;
  asked.how = How::drop;
  asked.path = path;
  return holds(asked, ground, scratch);
}

/// What a scenario says at a path.
struct Said {
  bool differs = false;             ///< not the same everywhere
  std::optional<std::string> text;  ///< nothing: it is not said
};

Said said_at(const LeverEffect& effect, const LeverGround& ground, YamlNode& scratch) {
  Said said;
  bool first = true;
  LeverWalk(effect.path, ground, effect.make)
      .to_last_key(scratch, [&](YamlNode& map, const std::string& key) {
        const YamlNode* node = map.find(key);
        if (!node && needs_value(effect)) return;
        if (node && !node->is_null() && !node->is_scalar()) said.differs = true;
        std::optional<std::string> text;
        if (node && node->is_scalar()) text = node->text;
        if (!first && text != said.text) said.differs = true;
        said.text = text;
        first = false;
      });
  return said;
}

bool is_plain_value(const LeverEffect& effect) {
  return effect.how == How::to &&
         (effect.value.is_scalar() || (effect.value.is_map() && effect.value.entries.empty()));
}

/// Where the scenario has the lever; nothing where that cannot be told as one value.
std::optional<LeverValue> initial_value(Lever& lever, const LeverGround& ground,
                                        YamlNode& scratch) {
  if (lever.effects.empty() || !is_plain_value(lever.effects.front())) return lever.initial;
  const LeverEffect& effect = lever.effects.front();
  const Said said = said_at(effect, ground, scratch);
  if (said.differs) return std::nullopt;
  if (!said.text) return lever.initial;
  if (!lever.is_number()) {
    const auto same = [&](const LeverChoice& choice) { return choice.value == *said.text; };
    if (std::none_of(lever.choices.begin(), lever.choices.end(), same)) {
      lever.choices.push_back({*said.text, {*said.text, *said.text}, {}});
    }
    return LeverValue(*said.text);
  }
  const std::string form = effect.value.is_scalar() ? effect.value.text : "{}";
  const std::string unit = form.substr(std::min(form.size(), form.find("{}") + 2));
  const auto number = in_unit_of(*said.text, unit);
  if (!number) return std::nullopt;
  // What dividing by a unit leaves in the last digits is noise.
  double clean = 0;
  const std::string text = plain_number(*number / effect.factor);
  std::from_chars(text.data(), text.data() + text.size(), clean);
  // A scenario beyond the slider's end gets a longer slider.
  lever.low = std::min(lever.low, clean);
  lever.high = std::max(lever.high, clean);
  return LeverValue(clean);
}

bool has_hold(const Lever& lever, const LeverGround& ground, YamlNode& scratch) {
  const auto first_holds = [&](const std::vector<LeverEffect>& effects) {
    return effects.empty() || holds(effects.front(), ground, scratch);
  };
  return std::all_of(
             lever.needs.begin(), lever.needs.end(),
             [&](const LeverPath& path) { return leads_somewhere(path, ground, scratch); }) &&
         std::all_of(lever.choices.begin(), lever.choices.end(),
                     [&](const LeverChoice& choice) { return first_holds(choice.effects); }) &&
         first_holds(lever.effects);
}

const OfferedLever* find_lever(const std::vector<OfferedLever>& offered, std::string_view id) {
  for (const OfferedLever& one : offered) {
    if (one.lever.id == id) return &one;
  }
  return nullptr;
}

const LeverChoice* find_choice(const Lever& lever, std::string_view value) {
  for (const LeverChoice& choice : lever.choices) {
    if (choice.value == value) return &choice;
  }
  return nullptr;
}

}  // namespace

LeverGround::LeverGround(const Scenario& scenario) {
  std::map<std::string, Side, std::less<>> sides;
  for (const Region& region : scenario.regions) sides[region.id] = region.side;
  for (const Site& site : scenario.sites) {
    sides[site.id] = site.side;
    (site.side == Side::west ? west_sites : east_sites).insert(site.id);
  }
  for (const Link& link : scenario.links) {
    const auto from = sides.find(link.from), to = sides.find(link.to);
    if (from != sides.end() && to != sides.end() && from->second != to->second) {
      crossing_links.insert(link.id);
    }
  }
}

std::vector<OfferedLever> offered_levers(const LeverTable& table, const YamlNode& tree,
                                         const LeverGround& ground) {
  std::vector<OfferedLever> offered;
  YamlNode scratch = tree;  // looking for a key makes the maps on the way to it
  for (const Lever& lever : table.levers) {
    if (!has_hold(lever, ground, scratch)) continue;
    OfferedLever one{lever, {}};
    const auto initial = initial_value(one.lever, ground, scratch);
    if (!initial) continue;
    one.initial = *initial;
    offered.push_back(std::move(one));
  }
  return offered;
}

std::string lever_problem(const std::vector<OfferedLever>& offered, const LeverValues& values) {
  for (const auto& [id, value] : values) {
    const OfferedLever* one = find_lever(offered, id);
    if (!one) {
      std::vector<std::string_view> ids;
      for (const OfferedLever& other : offered) ids.push_back(other.lever.id);
      return fmt::format("this scenario has no lever {}{}", in_quotes(id), did_you_mean(id, ids));
    }
    const Lever& lever = one->lever;
    if (lever.is_number()) {
      const double* number = std::get_if<double>(&value);
      if (!number || !(*number >= lever.low && *number <= lever.high)) {
        return fmt::format("the lever {} takes a number from {} to {}", in_quotes(id), lever.low,
                           lever.high);
      }
    } else {
      const std::string* word = std::get_if<std::string>(&value);
      if (!word || !find_choice(lever, *word)) {
        std::vector<std::string_view> words;
        for (const LeverChoice& choice : lever.choices) words.push_back(choice.value);
        return fmt::format("the lever {} takes one of: {}", in_quotes(id), fmt::join(words, ", "));
      }
    }
  }
  return {};
}

LeverValues moved_levers(const std::vector<OfferedLever>& offered, LeverValues values) {
  std::erase_if(values, [&](const auto& entry) {
    const OfferedLever* one = find_lever(offered, entry.first);
    return one && one->initial == entry.second;
  });
  return values;
}

void move_levers(const std::vector<OfferedLever>& offered, const LeverValues& values,
                 const LeverGround& ground, YamlNode& tree) {
  for (const OfferedLever& one : offered) {
    const auto moved = values.find(one.lever.id);
    if (moved == values.end() || moved->second == one.initial) continue;
    const auto all = [&](const std::vector<LeverEffect>& effects) {
      for (const LeverEffect& effect : effects) {
        const double* number = std::get_if<double>(&moved->second);
        const std::string text =
            number ? plain_number(*number * effect.factor) : std::get<std::string>(moved->second);
        LeverWalk(effect.path, ground, effect.make)
            .to_last_key(
                tree, [&](YamlNode& map, const std::string& key) { act(effect, map, key, text); });
      }
    };
    if (!one.lever.is_number()) {
      all(find_choice(one.lever, std::get<std::string>(moved->second))->effects);
    }
    all(one.lever.effects);
  }
}

}  // namespace suanwang
