// Where things stand on the map: an equal-area conic projection, a graticule, and curves for flows.
import { geoConicEqualArea, geoGraticule, geoPath, type GeoProjection } from "d3-geo";
import type { RunView } from "../model";

/** Albers for China: standard parallels 25 and 47 degrees north, middle meridian 105 degrees east. */
const kParallels: [number, number] = [25, 47];
const kMeridian = 105;
const kDegrees = 10; // of the graticule
const kBends = [0.14, 0.24, 0.34, -0.14, -0.24, 0.46, 0.05]; // of a curve, tried in turn

export interface Spot {
  id: string;
  x: number;
  y: number;
}

export interface Layout {
  width: number;
  height: number;
  spots: Map<string, Spot>;
  graticule: string; // path
  labels: { x: number; y: number; text: string; anchor: "start" | "middle" }[];
}

/** Places every site, region and relay of a run into `width` by `height`, with `margin` around. */
export function layOut(run: RunView, width: number, height: number, margin: number): Layout {
  const places = [...run.sites, ...run.regions, ...run.relays];
  const all = { type: "MultiPoint" as const, coordinates: places.map((place) => [place.lon, place.lat]) };
  const projection = geoConicEqualArea()
    .parallels(kParallels)
    .rotate([-kMeridian, 0])
    .fitExtent([[margin, margin], [width - margin, height - margin]], all);
  // A single place has no extent to fit.
  if (!Number.isFinite(projection.scale()) || projection.scale() > 5000) {
    const [lon, lat] = [mean(places.map((place) => place.lon)), mean(places.map((place) => place.lat))];
    projection.scale(5000).translate([0, 0]);
    const [x, y] = projection([lon, lat]) ?? [0, 0];
    projection.translate([width / 2 - x, height / 2 - y]);
  }
  projection.clipExtent([[0, 0], [width, height]]);
  const spots = new Map<string, Spot>();
  for (const place of places) {
    const [x, y] = projection([place.lon, place.lat]) ?? [0, 0];
    spots.set(place.id, { id: place.id, x, y });
  }
  const lines = geoGraticule().step([kDegrees, kDegrees]).extent([[50, -10], [160, 70]]);
  return {
    width,
    height,
    spots,
    graticule: geoPath(projection)(lines()) ?? "",
    labels: graticuleLabels(projection, width, height),
  };
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

/** Degrees east along the upper edge, degrees north along the left one. */
function graticuleLabels(projection: GeoProjection, width: number, height: number): Layout["labels"] {
  const labels: Layout["labels"] = [];
  const invert = (x: number, y: number): [number, number] => projection.invert?.([x, y]) ?? [0, 0];
  const crossing = (degree: number, axis: 0 | 1, length: number): number | null => {
    for (let at = 1; at <= length; at += 1) {
      const before = axis === 0 ? invert(at - 1, 0)[0] : invert(0, at - 1)[1];
      const after = axis === 0 ? invert(at, 0)[0] : invert(0, at)[1];
      if ((before - degree) * (after - degree) <= 0) return at;
    }
    return null;
  };
  for (let degree = 60; degree <= 150; degree += kDegrees) {
    const x = crossing(degree, 0, width);
    if (x !== null && x > 24 && x < width - 24) labels.push({ x, y: 10, text: `${degree}°E`, anchor: "middle" });
  }
  for (let degree = 0; degree <= 60; degree += kDegrees) {
    const y = crossing(degree, 1, height);
    if (y !== null && y > 26 && y < height - 12) labels.push({ x: 4, y: y - 7, text: `${degree}°N`, anchor: "start" });
  }
  return labels;
}

/** A quadratic curve from one spot to another. */
export interface Curve {
  from: Spot;
  to: Spot;
  controlX: number;
  controlY: number;
}

export function at(curve: Curve, share: number): [number, number] {
  const rest = 1 - share;
  const weigh = (a: number, b: number, c: number): number => rest * rest * a + 2 * rest * share * b + share * share * c;
  return [weigh(curve.from.x, curve.controlX, curve.to.x), weigh(curve.from.y, curve.controlY, curve.to.y)];
}

/** The curve that bends to its right, so that both directions are seen, and passes under no other place. */
export function bend(from: Spot, to: Spot, others: Iterable<Spot>, clearance: number): Curve {
  const near = [...others].filter((spot) => spot.id !== from.id && spot.id !== to.id);
  let best: Curve | null = null;
  let bestRoom = -1;
  for (const share of kBends) {
    const curve: Curve = {
      from,
      to,
      controlX: (from.x + to.x) / 2 - (to.y - from.y) * share * 2,
      controlY: (from.y + to.y) / 2 + (to.x - from.x) * share * 2,
    };
    const space = room(curve, near);
    if (space >= clearance) return curve;
    if (space > bestRoom) [best, bestRoom] = [curve, space];
  }
  return best!;
}

function room(curve: Curve, spots: readonly Spot[]): number {
  let least = Infinity;
  for (let step = 1; step < 10; step += 1) {
    const [x, y] = at(curve, step / 10);
    for (const spot of spots) {
      // Places on top of the ends cannot be avoided.
      const ends = Math.min(Math.hypot(spot.x - curve.from.x, spot.y - curve.from.y), Math.hypot(spot.x - curve.to.x, spot.y - curve.to.y));
      if (ends > 12) least = Math.min(least, Math.hypot(spot.x - x, spot.y - y));
    }
  }
  return least;
}

/** The path of a curve from `skip` pixels after its beginning to `stop` before its end, and its head. */
export function flowPath(curve: Curve, skip: number, stop: number, head: number): { line: string; head: string } {
  const length = Math.hypot(curve.to.x - curve.from.x, curve.to.y - curve.from.y) || 1;
  const first = Math.min(0.45, skip / length);
  const last = Math.max(0.55, 1 - stop / length);
  const neck = Math.max(first + 0.05, last - head / length);
  const points: string[] = [];
  for (let step = 0; step <= 10; step += 1) {
    const [x, y] = at(curve, first + ((neck - first) * step) / 10);
    points.push(`${x.toFixed(1)} ${y.toFixed(1)}`);
  }
  const [nx, ny] = at(curve, neck);
  const [tx, ty] = at(curve, last);
  const size = Math.hypot(tx - nx, ty - ny) || 1;
  const [ux, uy] = [((tx - nx) / size) * head, ((ty - ny) / size) * head];
  const wing = (side: number): string => `${(nx - uy * 0.55 * side).toFixed(1)} ${(ny + ux * 0.55 * side).toFixed(1)}`;
  return {
    line: `M${points.join("L")}`,
    head: `M${wing(1)}L${tx.toFixed(1)} ${ty.toFixed(1)}L${wing(-1)}Z`,
  };
}
