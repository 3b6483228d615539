// The words of the live page. A word without one of its languages does not compile.
import type { Text } from "../model";

export const liveWords = {} satisfies Record<string, Text>;
