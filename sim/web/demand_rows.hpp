#pragma once

#include <string>

#include "sim/scenario/scenario.hpp"
#include "sim/web/catalogue_rows.hpp"

namespace suanwang {

/// The demand map of the catalogue that has these weights; empty where none has.
std::string demand_map_named(CatalogueRows& catalogue, const DemandMap& from);

/// `jiangsu 15.0 %; guangdong 10.7 %; ...`: where most of a demand arises.
std::string largest_shares(const DemandMap& from);

}  // namespace suanwang
