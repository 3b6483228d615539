// A screenshot as a PNG of at most 256 colours, a third of its size. Half of them are those that most pixels
// have, half those that are furthest from the ones chosen so far: else thin rings and ramps would turn grey.
// The browser takes the picture apart; zlib packs it again.
import { deflateSync } from "node:zlib";

/** PNG, section "Sample CRC implementation": polynomial 0xedb88320. */
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** Runs in the page: size, palette (0xRRGGBB) and one index for each pixel, as base64. */
async function reduce(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = picture;
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const { data } = canvas.getImageData(0, 0, width, height);
  const counts = new Map();
  const pixels = new Uint32Array(width * height);
  for (let i = 0; i < pixels.length; ++i) {
    pixels[i] = (data[4 * i] << 16) | (data[4 * i + 1] << 8) | data[4 * i + 2];
    counts.set(pixels[i], (counts.get(pixels[i]) ?? 0) + 1);
  }
  const squared = (a, b) => ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
  const colours = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const palette = colours.slice(0, 128);
  // Of each other colour: its nearest in the palette, and how far that is.
  const rest = colours.slice(128).map((colour) => ({ colour, nearest: 0, far: Infinity }));
  const compare = (index) => {
    for (const each of rest) {
      const far = squared(each.colour, palette[index]);
      if (far < each.far) Object.assign(each, { nearest: index, far });
    }
  };
  palette.forEach((_, index) => compare(index));
  while (palette.length < 256) {
    const lost = rest.reduce((most, each) => (each.far > most.far ? each : most), { far: 0 });
    if (lost.far === 0) break;
    palette.push(lost.colour);
    compare(palette.length - 1);
  }
  const place = new Map([...palette.map((colour, index) => [colour, index]), ...rest.map(({ colour, nearest }) => [colour, nearest])]);
  let letters = "";
  for (const pixel of pixels) letters += String.fromCharCode(place.get(pixel));
  return { width, height, palette, indices: btoa(letters) };
}

export async function palettePng(page, shot) {
  const { width, height, palette, indices } = await page.evaluate(reduce, shot.toString("base64"));
  const pixels = Buffer.from(indices, "base64");
  const rows = Buffer.alloc((width + 1) * height); // each row: filter 0, then its indices
  for (let y = 0; y < height; ++y) pixels.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8); // 8 bits, palette
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("PLTE", colours),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
