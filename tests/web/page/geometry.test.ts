import assert from "node:assert/strict";
import { test } from "node:test";
import { at, bend, layOut, type Spot } from "../../../sim/web/page/src/map/geometry";
import { placeNames } from "../../../sim/web/page/src/map/labels";
import { nearest } from "../../../sim/web/page/src/map/nearest";
import type { RunView } from "../../../sim/web/page/src/model";

const run = (places: [string, number, number][]): RunView =>
  ({ sites: places.map(([id, lon, lat]) => ({ id, lon, lat })), regions: [], relays: [] }) as unknown as RunView;

// Snyder, "Map Projections: A Working Manual" (USGS 1395, 1987), equations 14-1 to 14-6 for the sphere:
// n = (sin p1 + sin p2) / 2, C = cos^2 p1 + 2 n sin p1, rho = sqrt(C - 2 n sin lat) / n, theta = n (lon - lon0),
// x = rho sin theta, y = -rho cos theta (up to a constant).
function albers(lon: number, lat: number): [number, number] {
  const rad = Math.PI / 180;
  const n = (Math.sin(25 * rad) + Math.sin(47 * rad)) / 2;
  const c = Math.cos(25 * rad) ** 2 + 2 * n * Math.sin(25 * rad);
  const rho = Math.sqrt(c - 2 * n * Math.sin(lat * rad)) / n;
  const theta = n * (lon - 105) * rad;
  return [rho * Math.sin(theta), rho * Math.cos(theta)];
}

test("places stand where Snyder's formulas of the Albers projection put them", () => {
  const places: [string, number, number][] = [["urumqi", 87.62, 43.83], ["harbin", 126.64, 45.76], ["haikou", 110.35, 20.02], ["lhasa", 91.11, 29.65]];
  const { spots } = layOut(run(places), 600, 450, 30);
  const [a, b] = [places[0]!, places[1]!];
  const [ax, ay] = albers(a[1], a[2]);
  const [bx] = albers(b[1], b[2]);
  const scale = (spots.get("harbin")!.x - spots.get("urumqi")!.x) / (bx - ax);
  for (const [id, lon, lat] of places) {
    const [x, y] = albers(lon, lat);
    assert.ok(Math.abs(spots.get(id)!.x - (spots.get("urumqi")!.x + (x - ax) * scale)) < 0.01, id);
    assert.ok(Math.abs(spots.get(id)!.y - (spots.get("urumqi")!.y + (y - ay) * scale)) < 0.01, id);
  }
});

test("all places are inside the margins, also a single one", () => {
  for (const places of [[["a", 87, 43], ["b", 127, 46], ["c", 110, 20]], [["only", 106, 30]]] as [string, number, number][][]) {
    for (const spot of layOut(run(places), 390, 300, 26).spots.values()) {
      assert.ok(spot.x > 25.9 && spot.x < 364.1 && spot.y > 25.9 && spot.y < 274.1);
    }
  }
});

test("a flow passes under no other place, and the way back takes the other side", () => {
  const spots: Spot[] = [{ id: "a", x: 0, y: 0 }, { id: "b", x: 200, y: 0 }, { id: "between", x: 100, y: 28 }];
  const there = bend(spots[0]!, spots[1]!, spots, 9);
  for (let step = 0; step <= 20; step += 1) {
    const [x, y] = at(there, step / 20);
    assert.ok(Math.hypot(x - 100, y - 28) > 9);
  }
  const open = spots.slice(0, 2);
  const mid = (from: Spot, to: Spot): number => at(bend(from, to, open, 9), 0.5)[1];
  assert.ok(mid(open[0]!, open[1]!) * mid(open[1]!, open[0]!) < 0);
});

test("arrow keys go to the nearest place on that side", () => {
  const spots: Spot[] = [{ id: "west", x: 10, y: 50 }, { id: "middle", x: 50, y: 52 }, { id: "east", x: 90, y: 50 }, { id: "south", x: 52, y: 90 }];
  assert.equal(nearest(spots, "west", "right"), "middle");
  assert.equal(nearest(spots, "middle", "down"), "south");
  assert.equal(nearest(spots, "east", "right"), "east"); // nothing further: it stays
  assert.equal(nearest(spots, null, "right"), "west"); // enters from that side
});

test("a name goes to the side where no arc leaves its circle", () => {
  const spot = (id: string, x: number, y: number): Spot => ({ id, x, y });
  const circles = [{ id: "a", x: 200, y: 100, radius: 10, name: "Zhongwei", weight: 1 }];
  const room = { width: 400, height: 200, top: 0 };
  const straight = (to: Spot) => ({ from: spot("a", 200, 100), to, controlX: (200 + to.x) / 2, controlY: (100 + to.y) / 2 });
  const anchor = (...ends: Spot[]): string | undefined => placeNames(circles, circles, ends.map(straight), room)[0]?.anchor;
  assert.equal(anchor(), "start"); // right of it
  assert.equal(anchor(spot("b", 390, 100)), "end");
  assert.equal(anchor(spot("b", 390, 100), spot("c", 10, 100)), "middle"); // below
  // Where arcs are on all sides, where the fewest are.
  const all = [spot("b", 390, 100), spot("c", 10, 100), spot("d", 200, 10), spot("e", 200, 190)];
  assert.equal(anchor(...all, spot("f", 390, 101)), "end");
});
