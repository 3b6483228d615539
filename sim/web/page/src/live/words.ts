// The words of the live page. A word without one of its languages does not compile.

import type { Text } from "../model";
import { say } from "../language";

const text = (en: string, zh: string): Text => ({ en, zh });

export const liveWords = {
  // Header and gallery
  gallery: text("Scenarios", "场景"),
  galleryTitle: text("What would you like to see?", "想看哪个场景？"),
  galleryAbout: text(
    "Each scenario is a question about where computing is done. Open one, move a lever, and see what follows.",
    "每个场景都是一个关于算力放在哪里的问题。打开一个，拉动调节杆，看看会发生什么。",
  ),
  lessons: text("Lessons", "课程"),
  lessonsAbout: text(
    "Predict first, then move a lever, then find out why.",
    "先预测，再动手，最后弄清原因。",
  ),
  open: text("Open", "打开"),
  start: text("Begin", "开始"),
  liveScenario: text("answers while you drag", "拖动时即时作答"),
  undo: text("Undo", "撤销"),
  redo: text("Redo", "重做"),
  replay: text("Replay last change", "重放上次改动"),
  share: text("Share link", "分享链接"),
  copied: text("Link copied", "链接已复制"),
  copyThis: text("Copy this address:", "请复制此地址："),
  assumptions: text("Assumptions", "假设"),
  yaml: text("YAML", "YAML"),
  yamlLong: text("The scenario file of what you see", "当前状态的场景文件"),
  proper: text("Run it properly", "完整运行"),
  more: text("More", "更多"),
  history: text("History", "历史"),
  darkTheme: text("Dark", "深色"),
  lightTheme: text("Light", "浅色"),
  baselineWord: text("baseline", "基准"),
  setBaseline: text("Set as baseline", "设为基准"),
  backToBaseline: text("Back to baseline", "回到基准"),
  skip: text("Skip to the numbers", "跳到结果"),
  results: text("Results", "结果"),

  chooseChart: text("Choose a chart", "选择图表"),
  chartSites: text("Use of the 12 largest sites", "最大12个站点的利用率"),
  chartTimes: text("Waits by class", "各类作业等待"),
  chartCost: text("Cost, step by step", "成本构成"),
  chartHours: text("Use by hub and hour", "枢纽逐时利用率"),
  chartEnergy: text("Energy by hub, and carbon", "各枢纽电量与碳"),
  chartSources: text("Energy by source, and carbon", "电量来源与碳"),

  // Levers
  levers: text("Levers", "调节杆"),
  policies: text("Policies", "政策"),
  policiesAbout: text("What somebody can decide", "可以由人决定的"),
  assumptionLevers: text("Assumptions", "假设"),
  assumptionLeversAbout: text("What the world does, whoever decides", "不由决策者左右的"),
  saysScenario: text("The scenario says", "场景中为"),
  range: text("Range", "范围"),
  source: text("Source", "来源"),
  confidence: text("Confidence", "可信度"),
  about: text("About this lever", "关于这个调节杆"),
  toBaseline: text("back to the baseline", "恢复为基准"),
  pressRun: text("Let go of the slider to run", "松开滑块后运行"),
  noLevers: text("No lever fits this scenario. Change its YAML instead.", "此场景没有可用的调节杆，可直接修改其 YAML。"),
  locked: text("Choose your prediction first: then the levers move.", "请先作出预测，然后才能拉动调节杆。"),
  showLevers: text("Show levers", "展开调节杆"),
  hideLevers: text("Hide levers", "收起调节杆"),

  // Runs
  preview: text("≈ preview", "≈ 预览"),
  previewAbout: text(
    "From few jobs: shares are close to the full run, long waits are rough.",
    "作业数少：比例接近完整运行，长时间的等待只是粗略值。",
  ),
  exact: text("Full size", "完整规模"),
  jobsSimulated: text("{n} jobs simulated.", "仿真{n}个作业。"),
  running: text("Running…", "运行中…"),
  secondsLeft: text("about {n} s left", "约{n}秒后完成"),
  minutesLeft: text("about {n} min left", "约{n}分钟后完成"),
  secondsPassed: text("{n} s", "{n}秒"),
  cancel: text("Cancel", "取消"),
  cancelled: text("Cancelled. The numbers are of earlier settings.", "已取消。显示的是此前设置的结果。"),
  runAgain: text("Run again", "重新运行"),
  failed: text("The run failed", "运行失败"),
  lastGood: text("What you see is the last good result.", "显示的是上一次成功的结果。"),
  gone: text(
    "The server does not answer. What you see stays and can be read; levers wait until it is back.",
    "服务器没有应答。当前内容仍可阅读，恢复连接后可继续调节。",
  ),
  notHere: text("Nothing here has the name “{name}”. It may have been renamed or removed.", "这里没有名为“{name}”的内容，可能已改名或移走。"),
  held: text("{lever} takes {low} to {high}; it is now {value}.", "{lever}可取 {low} 至 {high}；现为 {value}。"),
  notTaken: text("These settings in the address are not known here and were ignored: {names}.", "地址中的这些设置无法识别，未采用：{names}。"),
  retry: text("Retry", "重试"),
  back: text("The server is back.", "服务器已恢复。"),
  waitingForServer: text("Waiting for the server…", "正在等待服务器…"),
  loading: text("Loading…", "载入中…"),
  better: text("better than the baseline", "优于基准"),
  worse: text("worse than the baseline", "劣于基准"),
  betterShort: text("better", "改善"),
  worseShort: text("worse", "变差"),
  baselineHead: text("Baseline", "基准"),
  same: text("as in the baseline", "与基准相同"),
  baselineSpoken: text("This is the baseline", "当前为基准"),

  // Effects that do not add
  effects: text("Do the effects add up?", "效果可以相加吗？"),
  effectsAbout: text(
    "Each change alone against the baseline, and all of them together.",
    "每项改动单独作用，以及共同作用，均与基准相比。",
  ),
  alone: text("alone", "单独"),
  sum: text("Sum of both", "两者之和"),
  sumMany: text("Sum", "相加"),
  together: text("Together", "共同"),
  measure: text("Measure", "指标"),

  // Replay
  before: text("Before", "之前"),
  after: text("After", "之后"),
  replayed: text("Replay: before and after", "重放：前后对比"),
  close: text("Close", "关闭"),

  // YAML
  yamlAbout: text(
    "The program takes this file as it is: suanwang run FILE. You may also edit it here and press Run.",
    "程序可直接使用此文件：suanwang run 文件名。也可在此编辑后点击运行。",
  ),
  copy: text("Copy", "复制"),
  copiedText: text("Copied", "已复制"),
  download: text("Download", "下载"),
  run: text("Run", "运行"),
  check: text("Check", "检查"),
  noProblems: text("No problems found.", "未发现问题。"),
  problemsIn: text("Problems", "问题"),
  scenarioText: text("Scenario text", "场景文本"),
  fromText: text("This run is of your edited text; the levers do not act on it.", "当前结果来自编辑后的文本，调节杆对其不起作用。"),
  backToLevers: text("Back to the levers", "返回调节杆"),
  revert: text("Discard edits", "放弃修改"),

  // Run it properly
  properAbout: text(
    "Full size, several replications on the same draws, with 95 % confidence intervals. Baseline against the levers as they stand.",
    "完整规模、多次重复、相同随机数，并给出95%置信区间。以基准与当前调节杆相比。",
  ),
  replications: text("Replications", "重复次数"),
  everyJob: text("every job on its own (scale 1; many times as long)", "逐个模拟每项作业（scale 1，耗时长得多）"),
  runs: text("runs", "次运行"),
  kept: text("Kept runs", "已保存的运行"),
  noKept: text("None yet. What you run properly is kept here.", "暂无。完整运行的结果会保存在这里。"),
  report: text("Report", "报告"),
  link: text("Link", "链接"),
  made: text("Made", "时间"),
  name: text("Name", "名称"),
  stateWord: text("State", "状态"),
  waiting: text("waiting", "等待中"),
  runningState: text("running", "运行中"),
  done: text("done", "完成"),
  cancelledState: text("cancelled", "已取消"),
  doneBefore: text("It was done before it could be cancelled.", "取消之前已经完成。"),
  failedState: text("failed", "失败"),
  compare: text("Compare the chosen", "比较所选"),
  chooseToCompare: text("Tick two or more to compare", "勾选两个或更多进行比较"),
  difference: text("Difference", "差异"),
  present: text("Levers", "当前"),
  clear: text("clear", "显著"),
  notClear: text("not clear", "不显著"),
  exactly: text("the same in every pair", "每对都相同"),
  showLeversOf: text("Open with these levers", "按此设置打开"),
  changes: text("Changed", "改动"),
  nothingChanged: text("Nothing changed: move a lever first, or run the baseline alone.", "尚无改动：请先移动调节杆，或只运行基准。"),

  // Assumptions
  assumptionsAbout: text(
    "Every number that mattered, where it comes from and how sure it is.",
    "每个重要数值的来源与可信度。",
  ),
  value: text("Value", "数值"),
  note: text("Note", "备注"),
  noAssumptions: text("Nothing recorded.", "无记录。"),
  high: text("high", "高"),
  medium: text("medium", "中"),
  low: text("low", "低"),
  estimate: text("estimate", "估计"),
  scenarioWord: text("the scenario's own", "场景自定"),
  filter: text("Find", "查找"),
  all: text("all", "全部"),

  // Lessons
  lesson: text("Lesson", "课程"),
  myth: text("Many think", "常见看法"),
  question: text("Question", "问题"),
  prediction: text("Your prediction", "你的预测"),
  leversStep: text("Levers", "动手"),
  checkStep: text("Check", "检验"),
  bestStep: text("Best found", "最优"),
  debrief: text("Debrief", "总结"),
  sandbox: text("Sandbox", "自由探索"),
  toLevers: text("To the levers", "开始动手"),
  asScenario: text("all as in the scenario", "全部如场景所设"),
  met: text("met", "达成"),
  notMet: text("not yet", "未达成"),
  guard: text("must not suffer", "不得变差"),
  target: text("target", "目标"),
  atLeast: text("at least", "至少"),
  atMost: text("at most", "至多"),
  changeBy: text("change from the baseline", "与基准之差"),
  allMet: text("All checks are met. See the best that was found.", "全部达成。看看找到的最优解。"),
  giveUp: text("Show the best found", "显示最优解"),
  toDebrief: text("Debrief", "查看总结"),
  toSandbox: text("Play on with all levers", "用全部调节杆继续探索"),
  leave: text("Leave the lesson", "离开课程"),
  youPredicted: text("You predicted", "你的预测"),
  right: text("That is what the runs show.", "运行结果正是如此。"),
  wrong: text("The runs show", "运行结果是"),
  bestOnGrid: text("Best found on the stored grid", "在所存网格上找到的最优解"),
  setBest: text("Set the levers to it", "把调节杆设为该值"),
  yourBest: text("Your last", "你的最后一次"),
  finds: text("What the runs show", "结论"),
  ask: text("Questions for the class", "讨论题"),
  sources: text("Sources", "资料来源"),
  front: text("Every run of the grid, its front, and your path", "网格上的全部运行、前沿与你的路径"),
  frontCaption: text(
    "Hollow: the baseline. Line: the front, where one measure can only gain at the other's cost. Diamond: best found. Triangle: you; dashed: your path.",
    "空心：基准。实线：前沿，此处一项只能以另一项为代价改善。菱形：最优。三角：你；虚线：你的路径。",
  ),
  you: text("you", "你"),
  youBest: text("you, and best found", "你，也是最优"),
  best: text("best", "最优"),
  path: text("your path", "你的路径"),
  grid: text("grid", "网格"),
  onFront: text("trade-off front", "权衡前沿"),
} satisfies Record<string, Text>;

export type LiveWord = keyof typeof liveWords;

/** A word of the live page in the reader's language; `{name}` in it is filled from `blanks`. */
export function word(key: LiveWord, blanks: Record<string, string | number> = {}): string {
  return say(liveWords[key]).replace(/\{(\w+)\}/g, (whole, name: string) => String(blanks[name] ?? whole));
}

/** How sure a source is, in words. */
export function confidenceWord(confidence: string): string {
  const words: Record<string, LiveWord> = {
    high: "high",
    medium: "medium",
    low: "low",
    estimate: "estimate",
    scenario: "scenarioWord",
  };
  const key = words[confidence];
  return key ? word(key) : confidence;
}
