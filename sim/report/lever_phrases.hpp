#pragma once

#include "sim/report/phrases.hpp"

namespace suanwang::phrases {

inline constexpr Phrase levers{"Levers", "政策杠杆"};
inline constexpr Phrase lever{"lever", "杠杆"};
inline constexpr Phrase lever_asks{"asks for", "要求"};
inline constexpr Phrase lever_found{"found", "实际"};
inline constexpr Phrase lever_met{"met", "是否达到"};
inline constexpr Phrase lever_broken{"violations", "未达标"};
inline constexpr Phrase lever_takes{"it would take", "尚需"};
inline constexpr Phrase yes{"yes", "是"};
inline constexpr Phrase no{"no", "否"};
inline constexpr Phrase asks_work{"work >= {}", "作业 ≥ {}"};
inline constexpr Phrase asks_capacity{"capacity >= {}", "算力 ≥ {}"};
inline constexpr Phrase asks_new_capacity{"new >= {}", "新增算力 ≥ {}"};
inline constexpr Phrase asks_green{"green >= {}", "绿电 ≥ {}"};
inline constexpr Phrase asks_pue{"PUE <= {}", "PUE ≤ {}"};
inline constexpr Phrase asks_circle{"way <= {}", "单程 ≤ {}"};
inline constexpr Phrase asks_residency{"data stay", "数据不出域"};
inline constexpr Phrase asks_local{"own jobs first", "本地优先"};
inline constexpr Phrase asks_power_price{"power -{}", "电价 -{}"};
inline constexpr Phrase lever_subsidy{"{0}: the treasury paid {1}.", "{0}：财政补贴 {1}。"};
inline constexpr Phrase asks_registry{"registered {}", "登记 {}"};
inline constexpr Phrase asks_use{"use >= {}", "利用率 ≥ {}"};
inline constexpr Phrase found_lowest{"lowest {}", "最低 {}"};
inline constexpr Phrase lever_refusals{"{} refusals", "暂缓 {} 次"};
inline constexpr Phrase lever_approvals{
    "{0}: asked {1} times; of {2} cards applied for, {3} were put off. At the end {4} still wait, "
    "and {5} are no longer wanted; {6} were planned and not there.",
    "{0}：审批 {1} 次；申请 {2} 张卡，其中暂缓 {3} 张。期末仍待批 {4} 张，取消 {5} "
    "张；计划而未到位 {6}。"};
inline constexpr Phrase lever_years{"{0}, found (asked): {1}.", "{0}，实际（要求）：{1}。"};
inline constexpr Phrase found_inside{"{} inside", "圈内 {}"};
inline constexpr Phrase found_highest{"up to {}", "最高 {}"};
inline constexpr Phrase found_wait{"wait {}", "等待 {}"};
inline constexpr Phrase lever_jobs{"{} jobs", "{} 个作业"};
inline constexpr Phrase lever_sites{"{} sites", "{} 个站点"};
inline constexpr Phrase more_green{"{} green", "绿电 {}"};
inline constexpr Phrase less_overhead{"{} less", "少用 {}"};
inline constexpr Phrase waited_time{"{} waited", "等待 {}"};
inline constexpr Phrase lever_moved{
    "{0}: {1} jobs went there that the policy would have sent "
    "elsewhere.",
    "{0}：{1} 个作业按要求改派。"};
inline constexpr Phrase lever_missed{"{0}: missed by {1}.", "{0}：未达标的站点：{1}。"};
inline constexpr Phrase lever_surcharge{"{0}: surcharge {1}.", "{0}：加价电费 {1}。"};
inline constexpr Phrase lever_turned_away{"{0}: {1} jobs of its classes were rejected.",
                                          "{0}：其类别的作业被拒绝 {1} 个。"};
inline constexpr Phrase lever_reach{
    "{0}: {1} of the work arose with some site inside, {2} of it ran inside.",
    "{0}：{1} 的工作量在圈内有站点可用，{2} 在圈内执行。"};
inline constexpr Phrase lever_others{
    "{0}: {1} own jobs waited {2} on average, {3} jobs of others {4}.",
    "{0}：本地作业 {1} 个，平均等待 {2}；外来作业 {3} 个，平均等待 {4}。"};
inline constexpr Phrase lever_misled{
    "{0}: {1} jobs went by what it told; {2} of them found the room gone that it had shown.",
    "{0}：{1} 个作业依登记信息调度，其中 {2} 个到达时登记的空闲卡已被占用。"};
inline constexpr Phrase shift_title{"Waiting for better hours", "错峰调度"};
inline constexpr Phrase shift_price{"cheap power", "低谷电价"};
inline constexpr Phrase shift_carbon{"clean power", "低碳电力"};
inline constexpr Phrase shift_line{
    "Of {0} jobs that could wait for {1}, {2} did, {3} on average and {4} at most; {5} of these "
    "missed their deadline.",
    "可等待{1}的作业 {0} 个，实际等待 {2} 个，平均 {3}，最长 {4}；其中 {5} 个未能按期完成。"};
inline constexpr Phrase shift_saved_money{
    "Their runs would have cost {} more, had they begun at once.",
    "若立即开始，这些作业的电费将多 {}。"};
inline constexpr Phrase shift_saved_carbon{
    "Their runs would have emitted {} more of CO2e, had they begun at once.",
    "若立即开始，这些作业将多排放二氧化碳当量 {}。"};
inline constexpr Phrase shift_waiting{"{} still waited for their hour at the end.",
                                      "期末仍有 {} 个在等待。"};

}  // namespace suanwang::phrases
