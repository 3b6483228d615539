// From the move of a slider to the frame that shows what follows: for the bench, and for whoever asks.

/** Name of the entries in the browser's performance timeline. */
export const kLatency = "suanwang-redraw";

/** Call after drawing. The frame is on the screen when a message posted from its callback comes in. */
export function markRedraw(since: number): void {
  if (since <= 0) return;
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      performance.measure(kLatency, { start: since, end: performance.now() });
      channel.port1.close();
    };
    channel.port2.postMessage(0);
  });
}
