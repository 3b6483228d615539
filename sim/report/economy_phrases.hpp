#pragma once

#include "sim/report/phrases.hpp"

namespace suanwang::phrases {

// Who pays, who gains.
inline constexpr Phrase who_pays{"Who pays, who gains", "谁付钱，谁得益"};
inline constexpr Phrase party{"party", "各方"};
inline constexpr Phrase receives{"receives", "收入"};
inline constexpr Phrase pays{"pays", "支出"};
inline constexpr Phrase balance{"balance", "收支差"};
inline constexpr Phrase users_east{"users in the East", "东部用户"};
inline constexpr Phrase users_west{"users in the West", "西部用户"};
inline constexpr Phrase operators_east{"operators in the East", "东部运营方"};
inline constexpr Phrase operators_west{"operators in the West", "西部运营方"};
inline constexpr Phrase treasury{"treasury", "财政"};
inline constexpr Phrase power_suppliers{"power suppliers", "电力供应方"};
inline constexpr Phrase carriers{"carriers of data", "网络运营商"};
inline constexpr Phrase water_works{"water works", "供水方"};
inline constexpr Phrase makers{"makers of servers", "服务器厂商"};
inline constexpr Phrase builders{"builders of centres", "机房建设方"};
inline constexpr Phrase staff{"staff and upkeep", "人员与运维"};
inline constexpr Phrase all_parties{"all", "合计"};
inline constexpr Phrase who_pays_note{
    "Servers and buildings are paid off evenly over their life, busy or idle. The treasury takes "
    "the carbon price and surcharges, and pays vouchers and subsidies.",
    "服务器与机房按寿命平均摊销，忙闲一样。财政收取碳价与加价，支付算力券与补贴。"};

inline constexpr Phrase bills_of_regions{"Bills of the regions that pay most", "付费最多的地区"};
inline constexpr Phrase bill_card_hours{"card\nhours", "卡时"};
inline constexpr Phrase list_price{"by the\ntariff", "按资费"};
inline constexpr Phrase discounts{"discounts", "折扣"};
inline constexpr Phrase vouchers_paid{"vouchers", "算力券"};
inline constexpr Phrase users_pay{"users\npay", "用户\n支付"};
inline constexpr Phrase per_card_hour{"per card\nhour", "每卡时"};

inline constexpr Phrase vouchers{"Vouchers", "算力券"};
inline constexpr Phrase voucher{"voucher", "算力券"};
inline constexpr Phrase budget{"budget", "额度"};
inline constexpr Phrase paid_out{"paid out", "已支付"};
inline constexpr Phrase of_budget{"of the\nbudget", "占额度"};
inline constexpr Phrase tenants_paid{"tenants", "租户"};
inline constexpr Phrase used_up{"used up at", "用完时间"};

inline constexpr Phrase operators{"Operators, the largest first", "运营方（从大到小）"};
inline constexpr Phrase operator_name{"operator", "运营方"};
inline constexpr Phrase revenue{"revenue", "收入"};
inline constexpr Phrase power_cost{"power", "电费"};
inline constexpr Phrase data_cost{"carriage", "传输费"};
inline constexpr Phrase capital_cost{"capital", "折旧"};
inline constexpr Phrase other_cost{"other", "其他"};
inline constexpr Phrase profit{"profit", "利润"};

// Of two runs.
inline constexpr Phrase metric_users_pay{"users pay", "用户支付"};
inline constexpr Phrase metric_vouchers{"vouchers and subsidies", "算力券与补贴"};
inline constexpr Phrase metric_profit{"operators' profit", "运营方利润"};
inline constexpr Phrase gains{"Who gains, who pays (balance of each)",
                              "谁得益，谁付钱（各方收支差）"};
inline constexpr Phrase gaining_regions{"Regions whose bills changed most", "账单变化最大的地区"};
inline constexpr Phrase paid_before{"paid per\ncard hour", "此前\n每卡时"};
inline constexpr Phrase paid_now{"now", "现在"};

}  // namespace suanwang::phrases
