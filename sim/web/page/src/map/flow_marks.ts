import { ramp } from "../colors";
import { put, s, setText } from "../dom";
import type { RunView } from "../model";
import { tip } from "../tip";
import { bend, flowPath, type Curve, type Layout } from "./geometry";
import type { Flow } from "./moment";

const kMost = 20; // flows with an arc; the others are hairlines
const kDown = 0.5; // share of the time from which on a link is shown as down

interface Arc {
  group: SVGGElement;
  casing: SVGPathElement;
  line: SVGPathElement;
  headCasing: SVGPathElement;
  head: SVGPathElement;
  cross: SVGTextElement;
  figure: SVGTextElement;
  flow: Flow | null;
}

/** The largest flows as arcs: width = rate, colour = use of the link. The marks are used again at each update. */
export class FlowMarks {
  readonly group = s("g", { class: "flows" });
  private readonly arcs: Arc[] = [];
  private readonly curves = new Map<string, Curve>();
  private layout: Layout | null = null;

  constructor(say: (flow: Flow) => string) {
    for (let i = 0; i < kMost; i += 1) {
      const arc: Arc = {
        group: s("g", { class: "flow" }),
        casing: s("path", { class: "casing" }),
        line: s("path", { class: "arc" }),
        headCasing: s("path", { class: "casing" }),
        head: s("path"),
        cross: s("text", { class: "cross", "text-anchor": "middle", "dominant-baseline": "central" }, "✕"),
        figure: s("text", { class: "figure", "text-anchor": "middle", "dominant-baseline": "central" }),
        flow: null,
      };
      arc.group.append(arc.casing, arc.headCasing, arc.line, arc.head, arc.cross, arc.figure);
      tip(arc.group, () => (arc.flow ? say(arc.flow) : ""));
      this.arcs.push(arc);
      this.group.append(arc.group);
    }
  }

  layOut(layout: Layout): void {
    this.layout = layout;
    this.curves.clear();
  }

  /** Shows the first flows of a sorted list; answers how many more there are. */
  update(flows: readonly Flow[], width: (bps: number) => number, radius: (node: string) => number, format: (bps: number) => string): number {
    // The widest lies lowest, so that the narrow ones stay seen.
    this.arcs.forEach((arc, i) => {
      const flow = flows[i] ?? null;
      arc.flow = flow;
      const curve = flow && this.curve(flow);
      arc.group.style.display = curve ? "" : "none";
      if (flow && curve) draw(arc, flow, curve, width(flow.bps), radius, format(flow.bps));
    });
    return Math.max(0, flows.length - kMost);
  }

  /** The link under an element of the map. */
  linkOf(target: Element): string | null {
    return this.arcs.find((arc) => arc.group.contains(target))?.flow?.link.id ?? null;
  }

  /** Shows which link is picked. */
  pick(link: string | null): void {
    for (const arc of this.arcs) arc.group.classList.toggle("picked", link !== null && arc.flow?.link.id === link);
  }

  /** Where arcs may lie: those of all links, both ways. */
  curvesOf(run: RunView): Curve[] {
    const ways = run.links.flatMap(({ id, from, to }) => [
      { id: `${id}>`, from, to },
      { id: `${id}<`, from: to, to: from },
    ]);
    return ways.map((way) => this.curve(way)).filter((curve) => curve !== null);
  }

  private curve(flow: Pick<Flow, "id" | "from" | "to">): Curve | null {
    let curve = this.curves.get(flow.id);
    if (!curve && this.layout) {
      const from = this.layout.spots.get(flow.from);
      const to = this.layout.spots.get(flow.to);
      if (!from || !to || Math.hypot(from.x - to.x, from.y - to.y) < 4) return null;
      curve = bend(from, to, this.layout.spots.values(), 9);
      this.curves.set(flow.id, curve);
    }
    return curve ?? null;
  }
}

function draw(arc: Arc, flow: Flow, curve: Curve, width: number, radius: (node: string) => number, figure: string): void {
  const isDown = flow.down > kDown;
  const head = Math.max(6, width * 1.7);
  const path = flowPath(curve, radius(flow.from) + 2, radius(flow.to) + 3, head);
  const color = ramp("use", flow.use);
  put(arc.casing, "d", path.line);
  put(arc.casing, "stroke-width", (width + 2).toFixed(1));
  put(arc.line, "d", path.line);
  put(arc.line, "stroke", color);
  put(arc.line, "stroke-width", width.toFixed(1));
  put(arc.line, "stroke-dasharray", isDown ? "2 5" : "none");
  put(arc.headCasing, "d", path.head);
  put(arc.headCasing, "stroke-width", "2");
  put(arc.head, "d", path.head);
  put(arc.head, "fill", color);
  const x = (curve.from.x + 2 * curve.controlX + curve.to.x) / 4;
  const y = (curve.from.y + 2 * curve.controlY + curve.to.y) / 4;
  for (const text of [arc.cross, arc.figure]) {
    put(text, "x", x.toFixed(1));
    put(text, "y", y.toFixed(1));
  }
  arc.cross.style.display = isDown ? "" : "none";
  setText(arc.figure, figure);
}
