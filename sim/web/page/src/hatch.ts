// Hatching: the second sign of a colour.
import { s } from "./dom";

let made: SVGSVGElement | null = null;

/** A fill of lines in a colour of the theme; made once a page. */
export function hatch(color: "text" | "muted" | "green" | "west" | "east" | "line"): string {
  made ??= document.body.appendChild(s("svg", { width: 0, height: 0, class: "unseen", "aria-hidden": "true" }));
  const id = `hatch-${color}`;
  if (!document.getElementById(id)) {
    made.append(
      s(
        "pattern",
        { id, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        s("rect", { width: 5, height: 5, fill: `var(--${color})`, "fill-opacity": 0.18 }),
        s("line", { x1: 0, y1: 0, x2: 0, y2: 5, stroke: `var(--${color})`, "stroke-width": 3 }),
      ),
    );
  }
  return `url(#${id})`;
}
