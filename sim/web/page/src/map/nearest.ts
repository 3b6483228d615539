import type { Spot } from "./geometry";

export type Direction = "left" | "right" | "up" | "down";

/** The next spot in a direction from the present one: near, and not far off the line. Without one, the first from that side. */
export function nearest(spots: readonly Spot[], from: string | null, direction: Direction): string | null {
  const here = spots.find((spot) => spot.id === from);
  const [dx, dy] = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[direction] as [number, number];
  let best: string | null = from;
  let least = Infinity;
  for (const spot of spots) {
    if (spot === here) continue;
    const ahead = here ? (spot.x - here.x) * dx + (spot.y - here.y) * dy : spot.x * dx + spot.y * dy;
    const aside = here ? Math.abs((spot.x - here.x) * dy) + Math.abs((spot.y - here.y) * dx) : 0;
    if (here && (ahead <= 0 || aside > 2 * ahead)) continue;
    const far = here ? Math.hypot(ahead, 2 * aside) : ahead;
    if (far >= least) continue;
    [best, least] = [spot.id, far];
  }
  return best;
}
