/** What a drawing wants to know of its place on the page. */
export interface Place {
  resized(width: number): void;
  inSight?(inSight: boolean): void;
}

/** Tells the width of `element` when it changes, and whether it is near what is seen of the page. */
export function watchSize(element: Element, place: Place): void {
  let known = 0;
  new ResizeObserver((entries) => {
    const width = Math.floor(entries[0]?.contentRect.width ?? 0);
    if (width === 0 || width === known) return;
    known = width;
    place.resized(width);
  }).observe(element);
  if (!place.inSight) return;
  new IntersectionObserver((entries) => place.inSight?.(entries.some((entry) => entry.isIntersecting)), {
    rootMargin: "200px",
  }).observe(element);
}
