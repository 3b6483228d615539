// Names beside the sites, where they cover neither circles nor each other.
import { textWidth } from "../charts/plot";

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

/** Places the names that fit, right of their circle, else left, below or above. */
export function placeNames(circles: readonly Circle[], blocked: readonly Circle[], width: number, height: number, top: number): Name[] {
  const taken: Box[] = blocked.map(({ x, y, radius }) => ({ x1: x - radius, y1: y - radius, x2: x + radius, y2: y + radius }));
  const names: Name[] = [];
  for (const circle of [...circles].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))) {
    const long = textWidth(circle.name);
    const gap = circle.radius + 6;
    const tries: [Name, Box][] = [
      place(circle, gap, 0, "start", long),
      place(circle, -gap, 0, "end", long),
      place(circle, 0, gap + 6, "middle", long),
      place(circle, 0, -gap - 6, "middle", long),
    ];
    const found = tries.find(
      ([, box]) =>
        box.x1 > 2 && box.x2 < width - 2 && box.y1 > top && box.y2 < height - 2 && !taken.some((other) => overlap(box, other)),
    );
    if (!found) continue;
    names.push(found[0]);
    taken.push(found[1]);
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
