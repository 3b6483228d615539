// Names beside the sites, where they cover neither circles nor each other, and as few arcs as may be.
import { textWidth } from "../charts/plot";
import { at, type Curve } from "./geometry";

export interface Circle {
  id: string;
  x: number;
  y: number;
  radius: number;
  name: string;
  weight: number; // larger ones are named first
}

export interface Name {
  id: string;
  x: number;
  y: number;
  anchor: "start" | "end" | "middle";
}

interface Box {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

const kHigh = 14;
const overlap = (a: Box, b: Box): boolean => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;

type Point = [number, number];

/** So close to each other that none jumps over a name. */
function along(curve: Curve): Point[] {
  const steps = Math.ceil(Math.hypot(curve.to.x - curve.from.x, curve.to.y - curve.from.y) / (kHigh / 2)) + 1;
  return Array.from({ length: steps + 1 }, (_, i) => at(curve, i / steps));
}

/** How many of the arcs pass through a box. */
function crossed(box: Box, arcs: readonly Point[][]): number {
  const { x1, x2, y1, y2 } = { x1: box.x1 - 2, x2: box.x2 + 2, y1: box.y1 - 2, y2: box.y2 + 2 };
  return arcs.filter((points) => points.some(([x, y]) => x > x1 && x < x2 && y > y1 && y < y2)).length;
}

/** Places the names that fit where fewest arcs pass: right of their circle, else left, below or above, there also to one side. */
export function placeNames(
  circles: readonly Circle[],
  blocked: readonly Circle[],
  curves: readonly Curve[],
  { width, height, top }: { width: number; height: number; top: number },
): Name[] {
  const taken: Box[] = blocked.map(({ x, y, radius }) => ({ x1: x - radius, y1: y - radius, x2: x + radius, y2: y + radius }));
  const arcs = curves.map(along);
  const names: Name[] = [];
  for (const circle of [...circles].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))) {
    const long = textWidth(circle.name);
    const gap = circle.radius + 6;
    const tries: [Name, Box][] = [
      place(circle, gap, 0, "start", long),
      place(circle, -gap, 0, "end", long),
      place(circle, 0, gap + 6, "middle", long),
      place(circle, 0, -gap - 6, "middle", long),
      // Near an edge of the map.
      ...[gap + 6, -gap - 6].flatMap((dy) => [
        place(circle, circle.radius, dy, "end", long),
        place(circle, -circle.radius, dy, "start", long),
      ]),
    ];
    const [found] = tries
      .filter(
        ([, box]) =>
          box.x1 > 2 && box.x2 < width - 2 && box.y1 > top && box.y2 < height - 2 && !taken.some((other) => overlap(box, other)),
      )
      .map(([name, box]) => ({ name, box, arcs: crossed(box, arcs) }))
      .sort((a, b) => a.arcs - b.arcs); // the first of equals stays first
    if (!found) continue;
    names.push(found.name);
    taken.push(found.box);
  }
  return names;
}

function place(circle: Circle, dx: number, dy: number, anchor: Name["anchor"], long: number): [Name, Box] {
  const x = circle.x + dx;
  const y = circle.y + dy;
  const x1 = anchor === "start" ? x : anchor === "end" ? x - long : x - long / 2;
  return [
    { id: circle.id, x, y, anchor },
    { x1, x2: x1 + long, y1: y - kHigh / 2, y2: y + kHigh / 2 },
  ];
}
