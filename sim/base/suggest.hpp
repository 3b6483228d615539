#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace suanwang {

/// Damerau-Levenshtein distance in its restricted form: letters inserted, left out, replaced, or
/// two neighbours swapped, no letter touched twice. Cost: the product of the lengths.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate that `name` was most likely meant to be; empty if none is near. Case is ignored
/// first, since `gbps` for `Gbps` is the commonest slip; the first of equals wins.
std::string_view nearest(std::string_view name, const std::vector<std::string_view>& candidates);

/// What to add to "unknown ...": `; did you mean "x"?`, or the candidates if they are few, or
/// nothing.
std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& candidates);

/// A person's text as a message shows it: in quotes, cut to 60 characters, on one line.
std::string in_quotes(std::string_view text);

}  // namespace suanwang
